package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;

/**
 * Times the index on a corpus that {@code docs/experiments/index-corpus.md} tells how to make: {@code IndexBench build
 * docs.jsonl INDEX SHARDS THREADS}, and {@code IndexBench count|batch|locate|places|longest|job INDEX FOLDER PASSES} with the
 * queries and the held-out text of that folder. Prints microseconds of CPU an item, and sums by which engines are compared.
 */
final class IndexBench {
    private static final int CAP = 1000;
    private static final int KEPT = 4;
    private static final PrintStream OUT =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);

    private IndexBench() {}

    @SuppressWarnings("ArrayRecordComponent") // read only here
    private record Query(int cell, int[] ids) {}

    public static void main(String[] args) throws IOException {
        Path index = Path.of(args[args[0].equals("build") ? 2 : 1]);
        if (args[0].equals("build")) {
            build(Path.of(args[1]), index, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            return;
        }
        try {
            SuffixArrayIndex opened = SuffixArrayIndex.open(index);
            if (Boolean.getBoolean("whole")) {
                opened.verify();
            }
            int passes = Integer.parseInt(args[3]);
            Path folder = Path.of(args[2]);
            for (int pass = 1; pass <= passes; pass++) {
                switch (args[0]) {
                    case "count" -> count(opened, queries(folder), 1);
                    case "batch" -> count(opened, queries(folder), 2000);
                    case "locate" -> locate(opened, queries(folder));
                    case "places" -> places(opened, queries(folder));
                    case "longest" -> longest(opened, heldOut(folder));
                    case "job" -> job(opened, heldOut(folder));
                    default -> throw new IllegalArgumentException(args[0]);
                }
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e3;
    }

    private static void build(Path documents, Path index, int shards, int threads) throws IOException {
        long start = System.nanoTime();
        try (DocumentReader reader = DocumentReader.open(documents)) {
            long[] line = new long[1];
            DocumentStream stream = () -> {
                var next = reader.read();
                return next == null ? null : new SourceDocument(documents.toString(), ++line[0], next);
            };
            IndexBuilder.Options options = IndexBuilder.Options.defaults()
                    .withShards(shards)
                    .withThreads(threads)
                    .with(Boolean.getBoolean("inverse") ? IndexBuilder.Inverse.WRITTEN : IndexBuilder.Inverse.LEFT_OUT);
            IndexBuilder.withDefaults().with(options).with(phases()).build(stream, index, Existing.REPLACE);
        }
        OUT.printf(Locale.ROOT, "build %.2f s%n", (System.nanoTime() - start) / 1e9);
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM")) {
                OUT.println(line);
            }
        }
    }

    /** Says how long each part took. */
    private static Progress phases() {
        return (title, total, unit) -> {
            long start = System.nanoTime();
            return new Progress.Task() {
                @Override
                public void advance(long amount) {
                    // only the end counts
                }

                @Override
                public void close() {
                    OUT.printf(Locale.ROOT, "%s %.2f s%n", title, (System.nanoTime() - start) / 1e9);
                }
            };
        };
    }

    private static List<Query> queries(Path folder) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("queries.bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.getInt();
        int count = bytes.getInt();
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = bytes.getShort();
            int source = bytes.getShort();
            int[] ids = new int[length];
            for (int j = 0; j < length; j++) {
                ids[j] = bytes.getChar();
            }
            queries.add(new Query(2 * length + source, ids));
        }
        return queries;
    }

    private static int[] heldOut(Path folder) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("heldout.u16")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] ids = new int[bytes.remaining() / 2];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes.getChar();
        }
        return ids;
    }

    private static void count(SuffixArrayIndex index, List<Query> queries, int batch) {
        double all = 0;
        int cells = 0;
        long sum = 0;
        for (int at = 0; at < queries.size(); ) {
            int end = at;
            List<int[]> cell = new ArrayList<>();
            while (end < queries.size()
                    && queries.get(end).cell() == queries.get(at).cell()) {
                cell.add(queries.get(end++).ids());
            }
            double start = cpu();
            if (batch == 1) {
                for (int[] ids : cell) {
                    sum += index.count(ids);
                }
            } else {
                sum += Arrays.stream(index.counts(cell)).sum();
            }
            if (Boolean.getBoolean("cells")) {
                OUT.printf("%d %.3f%n", queries.get(at).cell(), (cpu() - start) / cell.size());
            }
            all += (cpu() - start) / cell.size();
            cells++;
            at = end;
        }
        OUT.printf(Locale.ROOT, "count, batch %d: %.3f us | count sum %d%n", batch, all / cells, sum);
    }

    private static void locate(SuffixArrayIndex index, List<Query> queries) {
        double all = 0;
        int cells = 0;
        long sum = 0;
        long[] sums = new long[2];
        for (int at = 0; at < queries.size(); ) {
            double start = cpu();
            int end = at;
            while (end < queries.size()
                    && queries.get(end).cell() == queries.get(at).cell()) {
                sum += index.visit(queries.get(end++).ids(), CAP, (document, position) -> {
                    sums[0]++;
                    sums[1] += document;
                });
            }
            all += (cpu() - start) / (end - at);
            cells++;
            at = end;
        }
        OUT.printf(
                Locale.ROOT,
                "locate: %.3f us | count sum %d hits %d document sum %d%n",
                all / cells,
                sum,
                sums[0],
                sums[1]);
    }

    /** Reads the first 1,000 places of every phrase that has as many. */
    private static void places(SuffixArrayIndex index, List<Query> queries) {
        List<int[]> often = new ArrayList<>();
        for (Query query : queries) {
            if (index.count(query.ids()) >= CAP) {
                often.add(query.ids());
            }
        }
        long[] sums = new long[1];
        double start = cpu();
        for (int[] ids : often) {
            index.visit(ids, CAP, (document, position) -> sums[0] += document);
        }
        double took = cpu() - start;
        OUT.printf(
                Locale.ROOT,
                "places: %.3f us for %d of each of %d phrases | document sum %d%n",
                took / often.size(),
                CAP,
                often.size(),
                sums[0]);
    }

    private static void longest(SuffixArrayIndex index, int[] heldOut) {
        int[] text = Arrays.copyOf(heldOut, 200_000);
        for (int k : new int[] {16, 64, 1000}) {
            double start = cpu();
            int[] lengths = index.matchLengths(text, k);
            double took = cpu() - start;
            OUT.printf(
                    Locale.ROOT,
                    "longest k %d: %.3f us a position | length sum %d%n",
                    k,
                    took / text.length,
                    Arrays.stream(lengths).asLongStream().sum());
        }
    }

    private static void job(SuffixArrayIndex index, int[] heldOut) {
        int[] text = Arrays.copyOf(heldOut, 100_000);
        for (int k : new int[] {8, 16, 64}) {
            double start = cpu();
            long[] sums = new long[5];
            Places places = new Places(index.shard(0));
            new LongestMatches(List.of(index.shard(0)), index.manifest(), k)
                    .ranges(text, KEPT, (shard, at, length, ranks) -> {
                        sums[1]++;
                        long end = Math.min(ranks.end(), ranks.first() + CAP);
                        for (long rank = ranks.first(); rank < end; ) {
                            int count = places.read(rank, end);
                            for (int i = 0; i < count; i++) {
                                sums[3] += places.position(i);
                                sums[4] += places.document(i);
                            }
                            sums[2] += count;
                            rank += count;
                        }
                    });
            double took = cpu() - start;
            sums[0] = Arrays.stream(index.matchLengths(text, k)).asLongStream().sum();
            OUT.printf(
                    Locale.ROOT,
                    "job k %d: %.3f us a position | length sum %d kept %d occurrences %d position sum %d document sum %d%n",
                    k,
                    took / text.length,
                    sums[0],
                    sums[1],
                    sums[2],
                    sums[3],
                    sums[4]);
        }
    }
}
