package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.AtomicFile;
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
    public List<ChosenDocument> scan(InsertionPlan plan) throws IOException {
        return new JsonlScan(plan, name, input, null).whole();
    }

    @Override
    public MarkedFile rewrite(
            InsertionPlan plan, Map<Long, Assignment.Ranked> chosen, Path folder, ChangeListener changes)
            throws IOException {
        Path output = folder.resolve(name);
        Files.createDirectories(output.toAbsolutePath().getParent());
        return write(plan, chosen, output, changes);
    }

    MarkedFile write(InsertionPlan plan, Map<Long, Assignment.Ranked> chosen, Path output, ChangeListener changes)
            throws IOException {
        List<Placement> placements = new ArrayList<>();
        Restoration restoration;
        Compression compression = Compression.of(output.toString());
        String stored = Compression.of(input.toString()) == Compression.NONE ? "" : Fingerprint.sha256(input);
        try (InputStream in = InputFile.open(input);
                AtomicFile file = AtomicFile.open(output)) {
            try (OutputStream out = compression.encode(file.stream())) {
                EditedOutput edited = new EditedOutput(out);
                copy(plan, chosen, new RawLines(in), edited, placements, changes);
                restoration = edited.restoration(name, stored);
            }
            if (!chosen.isEmpty()) {
                throw CorpusFile.changed(
                        input,
                        chosen.keySet().stream().min(Comparator.naturalOrder()).orElseThrow());
            }
            file.commit();
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
