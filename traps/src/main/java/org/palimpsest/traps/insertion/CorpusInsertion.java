package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.DocumentFormat;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.insertion.format.TextFormat;
import org.palimpsest.traps.insertion.format.TextFormats;

/**
 * Puts traps into a corpus of files of any known format. A first pass looks for the suitable documents with the smallest keyed
 * hashes, a second writes the files; neither depends on the order of files or on threads. Beside the files come {@code
 * placements.jsonl} and {@code undo.jsonl}, with which {@link InsertionUndo} restores every byte.
 */
public final class CorpusInsertion {
    private static final long CHUNK = 64L << 20;

    private final InsertionPlan plan;
    private final int threads;
    private final @Nullable Tokens tokens;

    private CorpusInsertion(InsertionPlan plan, int threads, @Nullable Tokens tokens) {
        this.plan = plan;
        this.threads = threads;
        this.tokens = tokens;
    }

    /**
     * An insertion by one thread.
     *
     * @param plan what goes where
     * @return the insertion
     */
    public static CorpusInsertion of(InsertionPlan plan) {
        return new CorpusInsertion(plan, 1, null);
    }

    /**
     * The same insertion by more threads; files are shared among them, and large files of JSONL in the first pass.
     *
     * @param number 1 or more
     * @return a new insertion
     * @throws IllegalArgumentException if below 1
     */
    public CorpusInsertion withThreads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, got " + number);
        }
        return new CorpusInsertion(plan, number, tokens);
    }

    /**
     * The same insertion, able to read token files.
     *
     * @param how their tokenizer
     * @return a new insertion
     */
    public CorpusInsertion withTokens(Tokens how) {
        return new CorpusInsertion(plan, threads, how);
    }

    /**
     * Puts the traps in.
     *
     * @param inputs files and folders
     * @param folder where the output goes; is made if missing
     * @param progress is told of every file
     * @return all placements, by file name and place in the file
     * @throws IllegalArgumentException if inputs are unsuitable or have fewer suitable documents than the plan needs; nothing is
     *     written then
     * @throws IOException if a file cannot be read or written or is damaged
     */
    public List<Placement> insert(List<Path> inputs, Path folder, Progress progress) throws IOException {
        List<CorpusFile> files = files(InsertionFiles.ofTree(inputs, folder));
        Assignment assignment = choose(files, progress);
        Files.createDirectories(folder);
        List<MarkedFile> marked =
                rewrite(files, assignment, MarkedOutput.Folder.at(folder), ChangeListener.none(), threads, progress);
        List<Placement> placements =
                marked.stream().flatMap(file -> file.placements().stream()).toList();
        PlacementFile.write(folder.resolve(PlacementFile.NAME), placements);
        RestorationFile.write(
                folder.resolve(RestorationFile.NAME),
                marked.stream().flatMap(file -> file.restorations().stream()).toList());
        return placements;
    }

    /**
     * First pass over one file, for those who go file by file.
     *
     * @param name under which it comes out, with {@code /} between folders
     * @param input the file
     * @return its suitable documents with the smallest keyed hashes, as many as the plan needs in all, by ascending hash
     * @throws IOException if the file cannot be read or is damaged
     */
    public List<ChosenDocument> scan(String name, Path input) throws IOException {
        return file(name, input).scan(plan, Lanes.ONE);
    }

    /**
     * Second pass over one file, for those who go file by file. Rows of all files, joined in the order of their names, are the
     * files that {@link #insert} writes.
     *
     * @param name as in {@link #scan}
     * @param input the file
     * @param assignment the choice among what all scans gave
     * @param folder where the file goes, under its name
     * @param rows a folder for its rows of {@code placements.jsonl} and {@code undo.jsonl}
     * @return how many copies it got
     * @throws IOException if a file cannot be read or written, or the input changed since the first pass
     */
    public int rewrite(String name, Path input, Assignment assignment, Path folder, Path rows) throws IOException {
        MarkedFile marked = file(name, input)
                .rewrite(
                        plan,
                        assignment.ofFile(name),
                        MarkedOutput.Folder.at(folder),
                        ChangeListener.none(),
                        Lanes.ONE);
        PlacementFile.write(rows.resolve(PlacementFile.NAME), marked.placements());
        RestorationFile.write(rows.resolve(RestorationFile.NAME), marked.restorations());
        return marked.placements().size();
    }

    /**
     * Shows what {@link #insert} would change.
     *
     * @param inputs files and folders
     * @param folder where the output would go; nothing is written there or anywhere
     * @param diff takes a unified diff of decompressed sources; of token files one line a document
     * @param progress is told of every file
     * @return all placements
     * @throws IllegalArgumentException as {@link #insert}
     * @throws IOException as {@link #insert}
     */
    public List<Placement> preview(List<Path> inputs, Path folder, Appendable diff, Progress progress)
            throws IOException {
        List<CorpusFile> files = files(InsertionFiles.ofTree(inputs, folder));
        Assignment assignment = choose(files, progress);
        List<MarkedFile> marked =
                rewrite(files, assignment, MarkedOutput.Folder.nowhere(), new UnifiedDiff(diff), 1, progress);
        return marked.stream().flatMap(file -> file.placements().stream()).toList();
    }

    /**
     * The documents of a corpus, for a plan that names them.
     *
     * @param inputs files and folders
     * @param folder where the output of an insertion would go
     * @return ids of the documents with text, in the order of the files' names; ids may repeat
     * @throws IllegalArgumentException if inputs are unsuitable
     * @throws IOException if a file cannot be read or is damaged
     */
    public List<String> documents(List<Path> inputs, Path folder) throws IOException {
        List<String> ids = new ArrayList<>();
        for (CorpusFile file : files(InsertionFiles.ofTree(inputs, folder))) {
            ids.addAll(file.ids());
        }
        return ids;
    }

    private List<CorpusFile> files(SortedMap<String, Path> byName) {
        List<CorpusFile> files = new ArrayList<>();
        for (Map.Entry<String, Path> entry : byName.entrySet()) {
            files.add(file(entry.getKey(), entry.getValue()));
        }
        return files;
    }

    private CorpusFile file(String name, Path input) {
        TextFormat format = TextFormats.of(name);
        if (format != null) {
            return new TextSource(name, input, format);
        }
        if (name.endsWith(".epub")) {
            return new Epub(name, input);
        }
        if (DocumentFormat.of(name) == DocumentFormat.JSONL) {
            return new JsonlFile(name, input);
        }
        if (tokens == null) {
            throw new IllegalArgumentException(
                    "token files need the tokenizer that made them, got none for " + input + "; give it");
        }
        return new TokenFile(name, input, tokens.tokenizer(), tokens.endOfDocument());
    }

    /** Whether a file may have a thread more for what comes in or goes out. */
    private Lanes lanes(List<CorpusFile> files) {
        return threads > files.size() ? Lanes.TWO : Lanes.ONE;
    }

    private Assignment choose(List<CorpusFile> files, Progress progress) throws IOException {
        List<Callable<List<ChosenDocument>>> scans = new ArrayList<>();
        for (CorpusFile file : files) {
            scans.add(() -> file.scan(plan, lanes(files)));
        }
        List<List<ChosenDocument>> offers = new ArrayList<>();
        List<CorpusFile> small = new ArrayList<>(files);
        try (Progress.Task task = progress.begin("choosing documents", files.size(), "files")) {
            for (CorpusFile file : files) {
                List<ChosenDocument> found = threads > 1 ? inChunks(file) : null;
                if (found != null) {
                    offers.add(found);
                    scans.remove(small.indexOf(file));
                    small.remove(file);
                    task.advance(1);
                }
            }
            offers.addAll(all(scans, threads, task));
        }
        return Assignment.of(plan, offers);
    }

    /** Scans a large file of rows by all threads, or gives null if it is none or needs a full parser throughout. */
    private @Nullable List<ChosenDocument> inChunks(CorpusFile file) throws IOException {
        if (!(file instanceof JsonlFile rows)
                || Compression.of(rows.name()) != Compression.NONE
                || Files.size(rows.input()) < 2 * CHUNK) {
            return null;
        }
        return inChunks(rows, CHUNK);
    }

    /** Scans a file by all threads in chunks of a length, or gives null where that cannot be. */
    @Nullable
    List<ChosenDocument> inChunks(JsonlFile rows, long chunk) throws IOException {
        long size = Files.size(rows.input());
        List<Callable<JsonlScan.@Nullable Part>> parts = new ArrayList<>();
        for (long from = 0; from < size; from += chunk) {
            long start = from;
            parts.add(() -> new JsonlScan(plan, rows.name(), rows.input(), null).part(start, start + chunk));
        }
        List<ChosenDocument> offers = new ArrayList<>();
        long lines = 0;
        for (JsonlScan.@Nullable Part part : all(parts, threads, null)) {
            if (part == null) {
                return null;
            }
            offers.addAll(part.after(lines));
            lines += part.lines();
        }
        return offers;
    }

    private List<MarkedFile> rewrite(
            List<CorpusFile> files,
            Assignment assignment,
            MarkedOutput.Folder folder,
            ChangeListener changes,
            int workers,
            Progress progress)
            throws IOException {
        List<Callable<MarkedFile>> writes = new ArrayList<>();
        for (CorpusFile file : files) {
            writes.add(() -> file.rewrite(plan, assignment.ofFile(file.name()), folder, changes, lanes(files)));
        }
        try (Progress.Task task = progress.begin("inserting traps", files.size(), "files")) {
            return all(writes, workers, task);
        }
    }

    /** Runs tasks and gives their results in the order of the tasks; the first failure ends all. */
    private static <T extends @Nullable Object> List<T> all(
            List<Callable<T>> tasks, int workers, Progress.@Nullable Task progress) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(workers, tasks.size())));
        try {
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(pool.submit(task)));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(Workers.result(future));
                if (progress != null) {
                    progress.advance(1);
                }
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
