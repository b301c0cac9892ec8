package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.TextFormat;

/**
 * A file that is one document; its id is its name, with {@code /} between folders.
 *
 * @param name under which it is written
 * @param input the file
 * @param format its format
 */
record TextSource(String name, Path input, TextFormat format) implements CorpusFile {
    private static final int LONGEST = 256 << 20;

    @Override
    public List<String> ids() throws IOException {
        return format.layout(read().text()).blocks().isEmpty() ? List.of() : List.of(name);
    }

    @Override
    public List<ChosenDocument> scan(InsertionPlan plan, Lanes lanes) throws IOException {
        if (!plan.mayHave(name)) {
            return List.of();
        }
        SourceText source = read();
        DocumentMarker marker = new DocumentMarker(plan, format);
        boolean suits =
                canHold(plan, source, format) && marker.suits(format.layout(source.text()), name, source.ascii());
        return suits ? List.of(ChosenDocument.of(plan.streams(), name, name, 1)) : List.of();
    }

    /** Whether the plan's texts can be written in the characters of a source. */
    static boolean canHold(InsertionPlan plan, SourceText source, TextFormat format) {
        return source.ascii() == DocumentMarker.Ascii.AS_NEEDED
                || (plan.isAscii() && !plan.rewrites())
                || !format.ascii("\u00e9").isEmpty();
    }

    private SourceText read() throws IOException {
        try (InputStream in = InputFile.open(input)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new CorruptInputException(
                        input.toString(), "holds more than " + LONGEST + " bytes, the most of one document; split it");
            }
            return SourceText.of(input.toString(), bytes);
        }
    }

    @Override
    public MarkedFile rewrite(
            InsertionPlan plan,
            Map<Long, Assignment.Ranked> chosen,
            MarkedOutput.Folder folder,
            ChangeListener changes,
            Lanes lanes)
            throws IOException {
        SourceText source = read();
        Assignment.Ranked ranked = chosen.get(1L);
        MarkedText marked = new MarkedText(source.text(), List.of(), List.of(), List.of());
        if (ranked != null) {
            DocumentMarker marker = new DocumentMarker(plan, format);
            DocumentLayout layout = format.layout(source.text());
            if (!marker.hasPlace(layout)) {
                throw CorpusFile.changed(input, 1);
            }
            marked = marker.mark(layout, marker.places(layout), name, plan.copiesOf(ranked.rank()), source.ascii());
            changes.changed(name, 1, source.text(), marked.splices());
        }
        String stored = Compression.of(name) == Compression.NONE ? "" : Fingerprint.sha256(input);
        try (MarkedOutput output = folder.open(name)) {
            Restoration restoration;
            try (OutputStream out = output.stream()) {
                EditedOutput edited = new EditedOutput(out);
                source.write(marked.splices(), edited);
                restoration = edited.restoration(name, stored);
            }
            output.commit();
            return new MarkedFile(marked.placements(), List.of(restoration));
        }
    }
}
