package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.family.KeyedStream;

/**
 * A file of JSONL; a row is a document.
 *
 * @param name under which it is written
 * @param input the file
 */
record JsonlFile(String name, Path input) implements CorpusFile {
    @Override
    public List<String> ids() throws IOException {
        return JsonlScan.ids(input);
    }

    @Override
    public List<ChosenDocument> scan(InsertionPlan plan, Lanes lanes) throws IOException {
        return new JsonlScan(plan, name, input, null).whole(lanes);
    }

    @Override
    public MarkedFile rewrite(
            InsertionPlan plan,
            Map<Long, Assignment.Ranked> chosen,
            MarkedOutput.Folder folder,
            ChangeListener changes,
            Lanes lanes)
            throws IOException {
        return write(plan, chosen, folder.open(name), changes, lanes);
    }

    MarkedFile write(
            InsertionPlan plan,
            Map<Long, Assignment.Ranked> chosen,
            MarkedOutput output,
            ChangeListener changes,
            Lanes lanes)
            throws IOException {
        List<Placement> placements = new ArrayList<>();
        Restoration restoration;
        try (output;
                InputStream in = InputFile.open(input)) {
            String stored = Compression.of(input.toString()) == Compression.NONE ? "" : Fingerprint.sha256(input);
            try (OutputStream out = lanes.out(output.stream())) {
                EditedOutput edited = new EditedOutput(out);
                copy(plan, chosen, new RawLines(input.toString(), in), edited, placements, changes);
                restoration = edited.restoration(name, stored);
            }
            if (!chosen.isEmpty()) {
                throw CorpusFile.changed(
                        input,
                        chosen.keySet().stream().min(Comparator.naturalOrder()).orElseThrow());
            }
            output.commit();
        }
        return new MarkedFile(placements, List.of(restoration));
    }

    private void copy(
            InsertionPlan plan,
            Map<Long, Assignment.Ranked> chosen,
            RawLines lines,
            EditedOutput out,
            List<Placement> placements,
            ChangeListener changes)
            throws IOException {
        TrapInserter inserter = new TrapInserter(plan);
        KeyedStream streams = plan.streams();
        while (lines.next()) {
            Assignment.Ranked ranked = chosen.isEmpty() ? null : chosen.remove(lines.number());
            if (ranked == null) {
                out.copy(lines.bytes(), lines.start(), lines.end() - lines.start());
                continue;
            }
            JsonLine line = JsonLine.parse(lines.bytes(), lines.start(), lines.end());
            ChosenDocument expected = ranked.document();
            ChosenDocument found = ChosenDocument.of(streams, line.document().id(), expected.file(), expected.line());
            if (!found.equals(expected)) {
                throw CorpusFile.changed(input, expected.line());
            }
            Insertion insertion = inserter.insert(line.document(), plan.copiesOf(ranked.rank()));
            if (changes != ChangeListener.none()) {
                String source =
                        new String(lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
                changes.changed(name, lines.number(), source, line.inLine(insertion.splices()));
            }
            line.write(insertion.splices(), out);
            placements.addAll(insertion.placements());
        }
    }
}
