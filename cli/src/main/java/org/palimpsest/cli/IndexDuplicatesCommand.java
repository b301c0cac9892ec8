package org.palimpsest.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.JsonText;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.duplicates.Clusters;
import org.palimpsest.corpus.duplicates.MinHash;
import org.palimpsest.corpus.duplicates.MinHashScheme;
import org.palimpsest.corpus.duplicates.NearDuplicates;
import org.palimpsest.corpus.duplicates.ShingleStore;
import org.palimpsest.corpus.duplicates.SigningPool;
import org.palimpsest.corpus.index.CorpusFiles;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds near-duplicates. */
@Command(
        name = "duplicates",
        sortOptions = false,
        description = {
            "Finds documents of a corpus that are nearly the same: MinHash signatures, bands, exact Jaccard similarity.",
            "Writes a row a group: the first document, which a pipeline keeps, and those that it drops."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest index duplicates --input corpus.jsonl.zst --out groups.jsonl",
            "  palimpsest index duplicates --input corpus.jsonl --threshold 0.8 --pairs pairs.jsonl --out groups.jsonl"
        })
final class IndexDuplicatesCommand implements Callable<Integer> {
    private static final long DEFAULT_SEED = 1;

    /** Characters and tokens that are signed together. */
    private static final int BATCH = 1 << 22;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL of texts or tokens, or .txt (.gz, .zst). Required.")
    private @Nullable List<Path> inputs;

    @Mixin
    private DuplicateOptions options = new DuplicateOptions();

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "Write every pair too, with its similarity: g documents of a group make up to g*g/2.")
    private @Nullable Path pairsFile;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "What keys and groups may use, such as 2g; beyond it, stop. Default: the heap.")
    private @Nullable Long memory;

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    private long pairs;

    @Override
    public Integer call() throws IOException {
        List<Path> files = common.require(inputs, "--input");
        Path out = common.require(common.out, "--out");
        if (files.stream().filter(InputFile::isStandardInput).count() > 1) {
            throw common.usage("standard input is read once, got - more than once");
        }
        MinHashScheme scheme = options.scheme(common);
        common.checkOutput();
        if (pairsFile != null) {
            common.refuseExisting(pairsFile);
        }
        MinHash hash = MinHash.withDefaults().with(scheme).withSeed(common.seedOr(DEFAULT_SEED));
        NearDuplicates finder = memory == null ? NearDuplicates.of(scheme) : NearDuplicates.bounded(scheme, memory);
        RunManifest manifest = common.manifest();
        try (StandardInput standard = StandardInput.watch();
                ShingleStore store = ShingleStore.in(folderOf(out))) {
            read(files, hash, finder, store);
            for (Path file : files) {
                manifest = common.withInput(manifest, file, standard);
            }
            Clusters clusters = group(finder, store);
            AtomicOutput.write(out, stream -> writeGroups(clusters, store, stream));
            if (pairsFile != null) {
                AtomicOutput.write(pairsFile, stream -> writePairs(finder, store, stream));
            }
            emit(scheme, clusters, manifest, out);
        }
        return ExitCode.OK.code();
    }

    private void read(List<Path> files, MinHash hash, NearDuplicates finder, ShingleStore store) throws IOException {
        try (CorpusFiles documents = new CorpusFiles(files, badLines.allowed);
                SigningPool pool = SigningPool.of(hash, common.threadsOrDefault());
                Progress.Task task = common.progress().begin("signing", -1, "documents")) {
            List<Document> batch = new ArrayList<>();
            long size = 0;
            for (SourceDocument next = documents.read(); next != null; next = documents.read()) {
                Document document = next.document();
                int[] tokens = document.tokens();
                batch.add(document);
                size += tokens == null ? document.text().length() : tokens.length;
                if (size >= BATCH) {
                    add(pool.sign(batch), finder, store, task);
                    batch.clear();
                    size = 0;
                }
            }
            add(pool.sign(batch), finder, store, task);
            documents.skipped().forEach(bad -> common.say("skipped: line " + bad.line() + ": " + bad.reason()));
        }
    }

    /** A bound that the user set is no internal error. */
    private static void add(
            List<SigningPool.Signed> batch, NearDuplicates finder, ShingleStore store, Progress.Task task)
            throws IOException {
        for (SigningPool.Signed signed : batch) {
            try {
                finder.add(signed.signature());
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            store.add(signed.id(), signed.shingles());
            task.advance(1);
        }
    }

    private Clusters group(NearDuplicates finder, ShingleStore store) {
        Double least = options.threshold;
        return least == null
                ? finder.clusters()
                : finder.clusters((first, second) -> jaccard(store, first, second) >= least);
    }

    private static double jaccard(ShingleStore store, int first, int second) {
        try {
            return store.jaccard(first, second);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeGroups(Clusters clusters, ShingleStore store, OutputStream out) throws IOException {
        for (List<Integer> group : clusters.groups()) {
            int kept = group.get(0);
            List<Map<String, Object>> dropped = new ArrayList<>();
            for (int document : group.subList(1, group.size())) {
                Map<String, Object> row = document(store, document);
                row.put("similarity", store.jaccard(kept, document));
                dropped.add(row);
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("kept", document(store, kept));
            row.put("dropped", dropped);
            out.write((JsonText.compact(row) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, Object> document(ShingleStore store, int document) throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("document", document);
        row.put("id", store.id(document));
        return row;
    }

    private void writePairs(NearDuplicates finder, ShingleStore store, OutputStream out) {
        double least = options.threshold == null ? 0 : options.threshold;
        finder.pairs((first, second) -> {
            double similarity = jaccard(store, first, second);
            if (similarity >= least) {
                writePair(store, first, second, similarity, out);
                pairs++;
            }
        });
    }

    private static void writePair(ShingleStore store, int first, int second, double similarity, OutputStream out) {
        try {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("first", document(store, first));
            row.put("second", document(store, second));
            row.put("similarity", similarity);
            out.write((JsonText.compact(row) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void emit(MinHashScheme scheme, Clusters clusters, RunManifest manifest, Path out) {
        int documents = clusters.documents();
        int redundant = clusters.redundant();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("documents", documents);
        result.put("groups", clusters.groups().size());
        result.put("redundant", redundant);
        result.put("redundantShare", documents == 0 ? 0.0 : (double) redundant / documents);
        result.put("threshold", options.threshold == null ? NullNode.getInstance() : options.threshold);
        result.put("pairs", pairsFile == null ? NullNode.getInstance() : pairs);
        result.put("scheme", DuplicateOptions.json(scheme));
        result.put("memoryBytes", NearDuplicates.bytes(scheme, documents));
        common.emitBeside(
                result,
                manifest,
                String.format(
                        Locale.ROOT,
                        "%,d documents, %,d groups, %,d redundant (%.1f %%); %d bands of %d find %.1f %% of pairs at .8;"
                                + " see %s%n",
                        documents,
                        clusters.groups().size(),
                        redundant,
                        documents == 0 ? 0.0 : 100.0 * redundant / documents,
                        scheme.bands(),
                        scheme.rows(),
                        100 * scheme.candidateProbability(0.8),
                        out));
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("."));
    }
}
