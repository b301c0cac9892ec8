package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.corpus.run.AtomicFile;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.family.KeyedStream;

/**
 * Puts traps into JSONL files, plain, {@code .gz} or {@code .zst}, in two passes: {@link #scan} every file for the documents
 * with the smallest keyed hashes, {@link Assignment#of choose} among them, {@link #rewrite} every file. Both passes go file
 * by file and in any order, so a cluster does them alike. Lines that are not chosen keep every byte; in chosen lines nothing
 * but the pieces in the value of {@code text} is new. Where an id occurs several times, its first occurrence by file name and
 * line counts.
 */
public final class JsonlInsertion {
    private final InsertionPlan plan;
    private final Predicate<Document> suitable;

    private JsonlInsertion(InsertionPlan plan, Predicate<Document> suitable) {
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
        return new JsonlInsertion(plan, document -> true);
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
        SmallestDocuments smallest = new SmallestDocuments(plan.documents());
        KeyedStream streams = plan.streams();
        String file = InsertionFiles.name(input);
        try (JsonLines lines = JsonLines.open(input, 0)) {
            Document document = lines.next(JsonlInsertion::read);
            while (document != null) {
                if (!document.text().isEmpty() && suitable.test(document)) {
                    smallest.offer(
                            rank(streams, document.id(), file, lines.location().line()));
                }
                document = lines.next(JsonlInsertion::read);
            }
        }
        return smallest.list();
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
        Map<Long, Assignment.Ranked> chosen = assignment.ofFile(InsertionFiles.name(input));
        List<Placement> placements = new ArrayList<>();
        TrapInserter inserter = new TrapInserter(plan);
        KeyedStream streams = plan.streams();
        try (InputStream in = InputFile.open(input);
                AtomicFile file = AtomicFile.open(output)) {
            try (OutputStream out = Compression.of(output.toString()).encode(file.stream())) {
                RawLines lines = new RawLines(in);
                while (lines.next()) {
                    Assignment.Ranked ranked = chosen.remove(lines.number());
                    if (ranked == null) {
                        out.write(lines.bytes(), lines.start(), lines.end() - lines.start());
                        continue;
                    }
                    JsonLine line = JsonLine.parse(lines.bytes(), lines.start(), lines.end());
                    requireSame(streams, line, ranked.document(), input);
                    Insertion insertion = inserter.insert(line.document(), plan.copiesOf(ranked.rank()));
                    line.write(insertion.splices(), out);
                    placements.addAll(insertion.placements());
                }
            }
            if (!chosen.isEmpty()) {
                throw changed(
                        input,
                        chosen.keySet().stream().min(Comparator.naturalOrder()).orElseThrow());
            }
            file.commit();
        }
        return placements;
    }

    private static Document read(JsonParser json, InputLocation where) throws IOException {
        String id = null;
        String text = null;
        boolean tokens = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = JsonValues.readString(json, name, where);
                case "text" -> text = JsonValues.readString(json, name, where);
                default -> {
                    tokens |= name.equals("tokens");
                    json.skipChildren();
                }
            }
        }
        return document(id, text, tokens, where);
    }

    private static Document document(@Nullable String id, @Nullable String text, boolean tokens, InputLocation where)
            throws IOException {
        if (id == null || id.isEmpty()) {
            throw where.error("field \"id\" is missing or empty; give every document an id of its own, a string");
        }
        if (text == null && !tokens) {
            throw where.error("field \"text\" is missing; give every document a \"text\"");
        }
        return Document.of(id, text == null ? "" : text);
    }

    private static ChosenDocument rank(KeyedStream streams, String id, String file, long line) {
        KeyedStream stream = streams.relabelled("document|" + id);
        return new ChosenDocument(stream.nextLong(), stream.nextLong(), file, line);
    }

    private static void requireSame(KeyedStream streams, JsonLine line, ChosenDocument expected, Path input)
            throws IOException {
        ChosenDocument found = rank(streams, line.document().id(), expected.file(), expected.line());
        if (!found.equals(expected)) {
            throw changed(input, expected.line());
        }
    }

    private static IOException changed(Path input, long line) {
        return new IOException(input + ", line " + line
                + ": the document that was chosen in the first pass is not there in the second;"
                + " let no other program write the file, and insert again");
    }
}
