package org.palimpsest.traps.insertion;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

/**
 * Times insertion into one file of JSONL beside its codec alone: {@code InsertionBench INPUT FOLDER THREADS RUNS DOCUMENTS...},
 * each number of documents once a run, in turns with reading the file, and with decompressing and compressing it by the same
 * library at the same level. Throughput counts decompressed bytes. FOLDER takes what is written, and is emptied.
 */
@SuppressWarnings("SystemOut") // a program that is run by hand
final class InsertionBench {
    private InsertionBench() {}

    public static void main(String[] args) throws IOException {
        Path input = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        int threads = Integer.parseInt(args[2]);
        int runs = Integer.parseInt(args[3]);
        List<Trap> traps = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            traps.add(new Trap("t" + i, "ghost", "a ghost sentence of ten words with the number " + i));
        }
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            long bytes = read(input);
            print("decompress", start, bytes);
            start = System.nanoTime();
            recode(input, folder);
            print("decompress and compress", start, bytes);
            for (int i = 4; i < args.length; i++) {
                InsertionPlan plan =
                        InsertionPlan.ofDocuments(traps, MasterKey.practice(run), Integer.parseInt(args[i]));
                empty(folder);
                start = System.nanoTime();
                CorpusInsertion.of(plan).withThreads(threads).insert(List.of(input), folder, Progress.none());
                print("insert into " + args[i] + ", threads " + threads, start, bytes);
            }
            empty(folder);
        }
    }

    private static long read(Path input) throws IOException {
        byte[] buffer = new byte[1 << 18];
        long bytes = 0;
        try (InputStream in = InputFile.open(input)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
        }
        return bytes;
    }

    private static void recode(Path input, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path output = folder.resolve(String.valueOf(input.getFileName()));
        byte[] buffer = new byte[1 << 18];
        try (InputStream in = InputFile.open(input);
                OutputStream out = Compression.of(output.toString())
                        .encode(new BufferedOutputStream(Files.newOutputStream(output), buffer.length))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void print(String what, long start, long bytes) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(Locale.ROOT, "%-36s %7.2f s  %7.0f MB/s%n", what, seconds, bytes / seconds / 1e6);
    }
}
