package org.palimpsest.traps.insertion;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.run.AtomicFile;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.insertion.format.Carrier;

/**
 * A token file of Megatron-LM or GPT-NeoX, {@code .bin} with {@code .idx} beside it. Documents have the ids {@code name#0}, {@code
 * name#1}, ... A trap goes in where a word begins (a token whose text begins with white space), as the ids of a space and its
 * text; at the start without the space. Nothing goes behind a last token that ends documents.
 *
 * @param name under which the {@code .bin} is written
 * @param input the {@code .bin}
 * @param tokenizer that made the tokens
 * @param endOfDocument token that ends documents, or -1
 */
record TokenFile(String name, Path input, Tokenizer tokenizer, int endOfDocument) implements CorpusFile {
    private static final String SUFFIX = ".bin";

    private Path index() {
        String file = input.toString();
        return input.resolveSibling(Path.of(file.substring(0, file.length() - SUFFIX.length()) + ".idx")
                .getFileName());
    }

    private String indexName() {
        return name.substring(0, name.length() - SUFFIX.length()) + ".idx";
    }

    @Override
    public List<String> ids() throws IOException {
        int documents = MegatronIndex.read(index()).documents();
        return IntStream.range(0, documents).mapToObj(i -> name + "#" + i).toList();
    }

    @Override
    public List<ChosenDocument> scan(InsertionPlan plan) throws IOException {
        boolean blocks =
                plan.position() == PositionPolicy.PARAGRAPH_END || plan.position() == PositionPolicy.SENTENCE_END;
        if (blocks || plan.carrier() != Carrier.TEXT || plan.budget() != InsertionBudget.unlimited()) {
            throw new IllegalArgumentException(
                    "token files have no paragraphs, sentences, carriers or budgets, got position "
                            + plan.position().label() + " and carrier "
                            + plan.carrier().label() + " for " + input);
        }
        MegatronIndex index = MegatronIndex.read(index());
        SmallestDocuments smallest = new SmallestDocuments(plan.documents());
        KeyedStream streams = plan.streams();
        for (int document = 0; document < index.documents(); document++) {
            int tokens = 0;
            for (int i = index.firstSequence(document); i < index.firstSequence(document + 1); i++) {
                tokens += index.length(i);
            }
            String id = name + "#" + document;
            if (tokens > 0 && plan.mayHave(id)) {
                smallest.offer(ChosenDocument.of(streams, id, name, document + 1L));
            }
        }
        return smallest.list();
    }

    @Override
    public MarkedFile rewrite(
            InsertionPlan plan, Map<Long, Assignment.Ranked> chosen, Path folder, ChangeListener changes)
            throws IOException {
        MegatronIndex index = MegatronIndex.read(index());
        Path output = folder.resolve(name);
        Files.createDirectories(output.toAbsolutePath().getParent());
        List<Placement> placements = new ArrayList<>();
        List<Long> growth = new ArrayList<>();
        Restoration tokens;
        KeyedStream streams = plan.streams();
        try (InputStream in = InputFile.open(input);
                AtomicFile file = AtomicFile.open(output)) {
            EditedOutput out = new EditedOutput(file.stream());
            for (int document = 0; document < index.documents(); document++) {
                Assignment.Ranked ranked = chosen.get(document + 1L);
                for (int i = index.firstSequence(document); i < index.firstSequence(document + 1); i++) {
                    byte[] sequence = read(in, index, i);
                    if (ranked == null || sequence.length == 0) {
                        out.copy(sequence, 0, sequence.length);
                        continue;
                    }
                    List<Cue> cues = cues(plan, streams, document, sequence, index.width(), ranked.rank());
                    int added = write(cues, sequence, index, document, out, placements);
                    growth.addAll(List.of((long) i, (long) added));
                    changes.changed(name, document + 1L, "document " + document + "\n", summary(cues));
                    ranked = null;
                }
            }
            byte[] behind = in.readAllBytes();
            out.copy(behind, 0, behind.length);
            tokens = out.restoration(name, "");
            file.commit();
        }
        return new MarkedFile(placements, List.of(tokens, writeIndex(index, growth, folder)));
    }

    private Restoration writeIndex(MegatronIndex index, List<Long> growth, Path folder) throws IOException {
        String original = Fingerprint.sha256(index());
        for (int i = 0; i < growth.size(); i += 2) {
            index.grow(Math.toIntExact(growth.get(i)), Math.toIntExact(growth.get(i + 1)));
        }
        Path output = folder.resolve(indexName());
        try (AtomicFile file = AtomicFile.open(output)) {
            index.write(file.stream());
            file.commit();
        }
        return new Restoration(indexName(), original, original, Fingerprint.sha256(output), List.of(), growth);
    }

    private byte[] read(InputStream in, MegatronIndex index, int sequence) throws IOException {
        int length = Math.multiplyExact(index.length(sequence), index.width());
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(input + ": ends within sequence " + sequence + "; write the tokens again");
        }
        return bytes;
    }

    /** A copy, the token before which it goes, and its tokens. */
    @SuppressWarnings("ArrayRecordComponent") // read only in this package; neither compared nor printed
    private record Cue(int at, TrapCopy copy, int[] tokens) {}

    private List<Cue> cues(
            InsertionPlan plan, KeyedStream streams, int document, byte[] sequence, int width, int rank) {
        int[] ids = ids(sequence, width);
        int last = ids.length > 0 && ids[ids.length - 1] == endOfDocument ? ids.length - 1 : ids.length;
        List<Integer> places = new ArrayList<>();
        if (plan.position() == PositionPolicy.START) {
            places.add(0);
        }
        for (int i = 1; i < last; i++) {
            String text = tokenizer.decode(new int[] {ids[i]});
            if (!text.isEmpty() && Character.isWhitespace(text.charAt(0))) {
                places.add(i);
            }
        }
        places.add(last);
        List<Integer> allowed = plan.position().among(places, places, last);
        List<Cue> cues = new ArrayList<>();
        for (TrapCopy copy : plan.copiesOf(rank)) {
            String label = "place|" + copy.trap().id() + "|" + copy.copy() + "|" + name + "#" + document;
            int at = allowed.get(streams.relabelled(label).nextInt(allowed.size()));
            cues.add(new Cue(at, copy, tokenizer.encode(at == 0 ? copy.text() : " " + copy.text())));
        }
        cues.sort(Comparator.comparingInt(Cue::at));
        return cues;
    }

    private static int[] ids(byte[] bytes, int width) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] ids = new int[bytes.length / width];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = switch (width) {
                case 1 -> Byte.toUnsignedInt(buffer.get());
                case 2 -> Short.toUnsignedInt(buffer.getShort());
                case 4 -> buffer.getInt();
                default -> Math.toIntExact(buffer.getLong());
            };
        }
        return ids;
    }

    private int write(
            List<Cue> cues,
            byte[] sequence,
            MegatronIndex index,
            int document,
            EditedOutput out,
            List<Placement> placements)
            throws IOException {
        int width = index.width();
        int copied = 0;
        int added = 0;
        for (Cue cue : cues) {
            out.copy(sequence, copied * width, (cue.at() - copied) * width);
            copied = cue.at();
            placements.add(new Placement(
                    name + "#" + document,
                    cue.copy().trap().id(),
                    cue.at() + added,
                    cue.copy().copy()));
            out.insert(bytes(cue, index));
            added += cue.tokens().length;
        }
        out.copy(sequence, copied * width, sequence.length - copied * width);
        return added;
    }

    private byte[] bytes(Cue cue, MegatronIndex index) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : cue.tokens()) {
            if (token > index.largestToken()) {
                throw new IllegalArgumentException("token " + token + " of trap "
                        + cue.copy().trap().id() + " does not fit in " + input + ", whose largest is "
                        + index.largestToken() + "; give the tokenizer that made the file");
            }
            for (int i = 0; i < index.width(); i++) {
                bytes.write((int) ((long) token >>> (8 * i)));
            }
        }
        return bytes.toByteArray();
    }

    private static List<Splice> summary(List<Cue> cues) {
        List<Splice> lines = new ArrayList<>();
        int end = "document ".length();
        for (Cue cue : cues) {
            lines.add(new Splice(
                    end,
                    "[" + cue.tokens().length + " tokens at " + cue.at() + ": "
                            + cue.copy().trap().id() + "] "));
        }
        return lines;
    }
}
