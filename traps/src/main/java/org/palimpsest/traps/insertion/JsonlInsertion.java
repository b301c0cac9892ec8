package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;

/**
 * Puts traps into JSONL files, plain, {@code .gz} or {@code .zst}, in two passes: {@link #scan} every file for the documents
 * with the smallest keyed hashes, {@link Assignment#of choose} among them, {@link #rewrite} every file. Both passes go file
 * by file and in any order, so a cluster does them alike. Lines that are not chosen keep every byte; in chosen lines nothing
 * but the pieces in the value of {@code text} is new. Where an id occurs several times, its first occurrence by file name and
 * line counts.
 */
public final class JsonlInsertion {
    private final InsertionPlan plan;
    private final @Nullable Predicate<Document> suitable;

    private JsonlInsertion(InsertionPlan plan, @Nullable Predicate<Document> suitable) {
        this.plan = plan;
        this.suitable = suitable;
    }

    /**
     * An insertion into all documents whose text is not empty.
     *
     * @param plan what goes where
     * @return the insertion
     */
    public static JsonlInsertion of(InsertionPlan plan) {
        return new JsonlInsertion(plan, null);
    }

    /**
     * The same insertion into fewer documents.
     *
     * @param condition what a document must fulfil beside having text; it sees id and text, and is called by many threads if
     *     this insertion is
     * @return a new insertion
     */
    public JsonlInsertion withSuitable(Predicate<Document> condition) {
        return new JsonlInsertion(plan, condition);
    }

    /**
     * Both passes over a corpus: writes files of the same names, and {@code placements.jsonl} after all others.
     *
     * @param inputs files with different names
     * @param folder where the output goes; is made if missing, and must not hold the inputs
     * @param progress is told of every file
     * @return all placements, by file name and line
     * @throws IllegalArgumentException if names repeat or are not of JSONL files, the folder holds an input, or there are fewer
     *     suitable documents than the plan needs; nothing is written then
     * @throws IOException if a file cannot be read or written, or is not JSONL of documents
     */
    public List<Placement> insert(List<Path> inputs, Path folder, Progress progress) throws IOException {
        SortedMap<String, Path> files = InsertionFiles.byName(inputs, folder);
        List<List<ChosenDocument>> offers = new ArrayList<>();
        try (Progress.Task task = progress.begin("choosing documents", files.size(), "files")) {
            for (Path input : files.values()) {
                offers.add(scan(input));
                task.advance(1);
            }
        }
        Assignment assignment = Assignment.of(plan, offers);
        Files.createDirectories(folder);
        List<Placement> placements = new ArrayList<>();
        try (Progress.Task task = progress.begin("inserting traps", files.size(), "files")) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                placements.addAll(rewrite(file.getValue(), folder.resolve(file.getKey()), assignment));
                task.advance(1);
            }
        }
        PlacementFile.write(folder.resolve(PlacementFile.NAME), placements);
        return List.copyOf(placements);
    }

    /**
     * First pass over one file.
     *
     * @param input the file
     * @return its suitable documents with the smallest keyed hashes, as many as the plan needs in all
     * @throws IOException if the file cannot be read or is not JSONL of documents
     */
    public List<ChosenDocument> scan(Path input) throws IOException {
        return new JsonlScan(plan, InsertionFiles.name(input), input, suitable).whole(Lanes.ONE);
    }

    /**
     * Second pass over one file.
     *
     * @param input the file
     * @param output where it goes with its traps, compressed as its name says; appears whole or not at all
     * @param assignment the choice
     * @return the placements in this file, by line and offset
     * @throws IOException if a file cannot be read or written, or the input changed since the first pass
     */
    public List<Placement> rewrite(Path input, Path output, Assignment assignment) throws IOException {
        String name = InsertionFiles.name(input);
        return new JsonlFile(name, input)
                .write(plan, assignment.ofFile(name), MarkedOutput.to(output), ChangeListener.none(), Lanes.ONE)
                .placements();
    }
}
