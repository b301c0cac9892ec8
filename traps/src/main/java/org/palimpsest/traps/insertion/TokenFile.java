package org.palimpsest.traps.insertion;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.Tokenizer;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.insertion.format.Carrier;

/**
 * A token file of Megatron-LM or GPT-NeoX, {@code .bin} with {@code .idx} beside it. Documents have the ids {@code name#0}, {@code
 * name#1}, ... A trap goes in where a word begins (a token whose text begins with white space), as the ids of a space and its
 * text; at the start without the space. At a boundary of sequences it belongs to the one before. Nothing goes behind a last
 * token that ends documents. Offsets of placements count tokens of the document.
 *
 * @param name under which the {@code .bin} is written
 * @param input the {@code .bin}
 * @param tokenizer that made the tokens
 * @param endOfDocument token that ends documents, or -1
 */
record TokenFile(String name, Path input, Tokenizer tokenizer, int endOfDocument) implements CorpusFile {
    private static final String SUFFIX = ".bin";
    private static final int MOST_BYTES = 1 << 30;

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
        MegatronIndex index = read();
        return IntStream.range(0, index.documents())
                .filter(document -> index.tokens(document) > 0)
                .mapToObj(document -> name + "#" + document)
                .toList();
    }

    @Override
    public List<ChosenDocument> scan(InsertionPlan plan, Lanes lanes) throws IOException {
        boolean blocks =
                plan.position() == PositionPolicy.PARAGRAPH_END || plan.position() == PositionPolicy.SENTENCE_END;
        if (blocks
                || plan.rewrites()
                || plan.carrier() != Carrier.TEXT
                || plan.budget() != InsertionBudget.unlimited()) {
            throw new IllegalArgumentException(
                    "token files have no paragraphs, sentences, carriers or budgets, and take no keys, got position "
                            + plan.position().label() + " and carrier "
                            + plan.carrier().label() + " for " + input);
        }
        MegatronIndex index = read();
        SmallestDocuments smallest = new SmallestDocuments(plan.documents());
        KeyedStream streams = plan.streams();
        for (int document = 0; document < index.documents(); document++) {
            String id = name + "#" + document;
            if (index.tokens(document) > 0 && plan.mayHave(id)) {
                smallest.offer(ChosenDocument.of(streams, id, name, document + 1L));
            }
        }
        return smallest.list();
    }

    /** The index, which must be that of the file. */
    private MegatronIndex read() throws IOException {
        MegatronIndex index = MegatronIndex.read(index());
        long expected = 0;
        for (int document = 0; document < index.documents(); document++) {
            expected += index.tokens(document) * index.width();
        }
        long found = Files.size(input);
        if (found != expected) {
            throw new CorruptInputException(
                    input.toString(),
                    "byte " + Math.min(found, expected) + ": has " + found + " bytes, expected " + expected + " as "
                            + index() + " says; give the two files that were written together");
        }
        return index;
    }

    @Override
    public MarkedFile rewrite(
            InsertionPlan plan,
            Map<Long, Assignment.Ranked> chosen,
            MarkedOutput.Folder folder,
            ChangeListener changes,
            Lanes lanes)
            throws IOException {
        MegatronIndex index = read();
        List<Placement> placements = new ArrayList<>();
        TreeMap<Integer, Long> growth = new TreeMap<>();
        Restoration tokens;
        try (InputStream in = InputFile.open(input);
                MarkedOutput file = folder.open(name)) {
            try (OutputStream stream = file.stream()) {
                EditedOutput out = new EditedOutput(stream);
                for (int document = 0; document < index.documents(); document++) {
                    Assignment.Ranked ranked = chosen.get(document + 1L);
                    byte[] bytes = read(in, index, document);
                    if (ranked == null) {
                        out.copy(bytes, 0, bytes.length);
                        continue;
                    }
                    List<Cue> cues = cues(plan, document, bytes, index.width(), ranked.rank());
                    write(cues, bytes, index, document, out, placements);
                    cues.forEach(cue -> growth.merge(
                            index.sequenceAt(cue.document(), cue.at()), (long) cue.tokens().length, Long::sum));
                    changes.changed(name, document + 1L, "document " + document + "\n", summary(cues));
                }
                tokens = out.restoration(name, "");
            }
            file.commit();
        }
        return new MarkedFile(placements, List.of(tokens, writeIndex(index, growth, folder)));
    }

    private Restoration writeIndex(MegatronIndex index, Map<Integer, Long> growth, MarkedOutput.Folder folder)
            throws IOException {
        String original = Fingerprint.sha256(index());
        List<Long> pairs = new ArrayList<>();
        growth.forEach((sequence, more) -> {
            index.grow(sequence, Math.toIntExact(more));
            pairs.addAll(List.of((long) sequence, more));
        });
        MessageDigest marked = Fingerprint.newDigest();
        try (MarkedOutput file = folder.open(indexName())) {
            try (OutputStream out = new DigestOutputStream(file.stream(), marked)) {
                index.write(out);
            }
            file.commit();
        }
        return new Restoration(
                indexName(), original, original, HexFormat.of().formatHex(marked.digest()), List.of(), pairs);
    }

    private byte[] read(InputStream in, MegatronIndex index, int document) throws IOException {
        long length = index.tokens(document) * index.width();
        if (length > MOST_BYTES) {
            throw new CorruptInputException(
                    index().toString(),
                    "has " + length + " bytes in document " + document + ", expected " + MOST_BYTES
                            + " at most; write the tokens again in smaller documents");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException(input + ": ends within document " + document + "; write the tokens again");
        }
        return bytes;
    }

    /** A copy, its document, the token of it before which it goes, and its tokens. */
    @SuppressWarnings("ArrayRecordComponent") // read only in this package; neither compared nor printed
    private record Cue(int document, int at, TrapCopy copy, int[] tokens) {}

    private List<Cue> cues(InsertionPlan plan, int document, byte[] bytes, int width, int rank) {
        int[] ids = ids(bytes, width);
        int last = ids[ids.length - 1] == endOfDocument ? ids.length - 1 : ids.length;
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
        KeyedStream streams = plan.streams();
        for (TrapCopy copy : plan.copiesOf(rank)) {
            String label = "place|" + copy.trap().id() + "|" + copy.copy() + "|" + name + "#" + document;
            int at = allowed.get(streams.relabelled(label).nextInt(allowed.size()));
            cues.add(new Cue(document, at, copy, tokenizer.encode(at == 0 ? copy.text() : " " + copy.text())));
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

    private void write(
            List<Cue> cues,
            byte[] bytes,
            MegatronIndex index,
            int document,
            EditedOutput out,
            List<Placement> placements)
            throws IOException {
        int width = index.width();
        int copied = 0;
        int added = 0;
        for (Cue cue : cues) {
            out.copy(bytes, copied * width, (cue.at() - copied) * width);
            copied = cue.at();
            placements.add(new Placement(
                    name + "#" + document,
                    cue.copy().trap().id(),
                    cue.at() + added,
                    cue.copy().copy()));
            out.insert(bytes(cue, index));
            added += cue.tokens().length;
        }
        out.copy(bytes, copied * width, bytes.length - copied * width);
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
