package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.traps.family.KeyedStream;

/** The first pass over a file of JSONL, or over a part of one. */
final class JsonlScan {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final InsertionPlan plan;
    private final String name;
    private final Path input;
    private final Predicate<Document> suitable;
    private final boolean readsTexts;

    /** A scan that looks at texts only where a predicate or the plan asks for it. */
    JsonlScan(InsertionPlan plan, String name, Path input, @Nullable Predicate<Document> condition) {
        this.plan = plan;
        this.name = name;
        this.input = input;
        boolean anywhere = plan.budget() == InsertionBudget.unlimited() && RowMarker.fitsEveryText(plan);
        this.readsTexts = condition != null || !anywhere;
        Predicate<Document> asked = condition == null ? document -> true : condition;
        RowMarker marker = new RowMarker(plan);
        this.suitable = anywhere ? asked : document -> asked.test(document) && marker.suits(document);
    }

    /** The offers of the lines that begin in a part, and how many lines that are. */
    record Part(long lines, List<ChosenDocument> offers) {
        /** The same part after lines that stand before it. */
        List<ChosenDocument> after(long before) {
            List<ChosenDocument> moved = new ArrayList<>();
            for (ChosenDocument offer : offers) {
                moved.add(new ChosenDocument(offer.high(), offer.low(), offer.file(), before + offer.line()));
            }
            return moved;
        }
    }

    /** Scans all lines. */
    List<ChosenDocument> whole(Lanes lanes) throws IOException {
        if (!readsTexts) {
            boolean compressed = Compression.of(name) != Compression.NONE;
            try (InputStream in = (compressed ? lanes : Lanes.ONE).in(InputFile.open(input))) {
                Part part = fast(new RawLines(input.toString(), in), Long.MAX_VALUE);
                if (part != null) {
                    return part.offers();
                }
            }
        }
        return careful();
    }

    /**
     * Scans the lines that begin in a part of a file that is not compressed, or gives null where a line needs a full parser or is
     * wrong.
     */
    @Nullable
    Part part(long from, long to) throws IOException {
        if (readsTexts || Compression.of(name) != Compression.NONE) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(input)) {
            channel.position(Math.max(0, from - 1));
            RawLines lines = new RawLines(input.toString(), Channels.newInputStream(channel));
            if (from > 0 && !lines.next()) {
                return new Part(0, List.of());
            }
            return fast(lines, to - Math.max(0, from - 1));
        }
    }

    private @Nullable Part fast(RawLines lines, long limit) throws IOException {
        SmallestDocuments smallest = new SmallestDocuments(plan.documents());
        KeyedStream streams = plan.streams();
        RowScanner scanner = new RowScanner();
        long skipped = lines.number();
        while (lines.position() < limit && lines.next()) {
            RowScanner.Outcome outcome = scanner.scan(lines.bytes(), lines.start(), lines.end());
            String id = outcome == RowScanner.Outcome.FOUND && !scanner.isTextEmpty() ? scanner.id() : "";
            if (outcome == RowScanner.Outcome.UNSURE) {
                Document document = document(lines);
                if (document == null) {
                    return null;
                }
                id = document.text().isEmpty() ? "" : document.id();
            }
            if (!id.isEmpty() && plan.mayHave(id)) {
                smallest.offer(ChosenDocument.of(streams, id, name, lines.number() - skipped));
            }
        }
        return new Part(lines.number() - skipped, smallest.list());
    }

    /** The document of a line, or null if it is wrong. */
    private @Nullable Document document(RawLines lines) {
        InputLocation where = new InputLocation(name, lines.number());
        try (JsonParser json = JSON.createParser(lines.bytes(), lines.start(), lines.end() - lines.start())) {
            boolean object = json.nextToken() == JsonToken.START_OBJECT;
            Document document = object ? read(json, where) : null;
            return document != null && json.nextToken() == null ? document : null;
        } catch (IOException e) {
            // careful() reads the file again and says what is wrong
            return null;
        }
    }

    /** Scans all lines by a full parser; says what is wrong where something is. */
    private List<ChosenDocument> careful() throws IOException {
        SmallestDocuments smallest = new SmallestDocuments(plan.documents());
        KeyedStream streams = plan.streams();
        try (JsonLines lines = JsonLines.open(input, 0)) {
            Document document = lines.next(JsonlScan::read);
            while (document != null) {
                if (!document.text().isEmpty() && plan.mayHave(document.id()) && suitable.test(document)) {
                    smallest.offer(ChosenDocument.of(
                            streams, document.id(), name, lines.location().line()));
                }
                document = lines.next(JsonlScan::read);
            }
        }
        return smallest.list();
    }

    /** Ids of all rows with text, in the order of the file. */
    static List<String> ids(Path input) throws IOException {
        List<String> ids = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(input, 0)) {
            Document document = lines.next(JsonlScan::read);
            while (document != null) {
                if (!document.text().isEmpty()) {
                    ids.add(document.id());
                }
                document = lines.next(JsonlScan::read);
            }
        }
        return ids;
    }

    private static Document read(JsonParser json, InputLocation where) throws IOException {
        String id = null;
        String text = null;
        boolean tokens = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = JsonValues.readString(json, field, where);
                case "text" -> text = JsonValues.readString(json, field, where);
                default -> {
                    tokens |= field.equals("tokens");
                    json.skipChildren();
                }
            }
        }
        if (id == null || id.isEmpty()) {
            throw where.error("field \"id\" is missing or empty; give every document an id of its own, a string");
        }
        if (text == null && !tokens) {
            throw where.error("field \"text\" is missing; give every document a \"text\"");
        }
        return Document.of(id, text == null ? "" : text);
    }
}
