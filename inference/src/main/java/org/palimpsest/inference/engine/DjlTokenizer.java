package org.palimpsest.inference.engine;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.OffsetTokenizer;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * A {@code tokenizer.json}, run by Hugging Face's library; adds no special tokens, never truncates, never pads, whatever the
 * files say. Half a surrogate pair is read as U+FFFD.
 */
public final class DjlTokenizer implements OffsetTokenizer, AutoCloseable {
    private static final char REPLACEMENT = '\uFFFD';

    private final HuggingFaceTokenizer tokenizer;
    private final int vocabularySize;
    private final String fingerprint;

    private DjlTokenizer(HuggingFaceTokenizer tokenizer, int vocabularySize, String fingerprint) {
        this.tokenizer = tokenizer;
        this.vocabularySize = vocabularySize;
        this.fingerprint = fingerprint;
    }

    /**
     * Loads a tokenizer; needs no running {@link TorchRuntime}.
     *
     * @param file a {@code tokenizer.json}
     * @return the tokenizer
     * @throws IOException if the file is missing or is not a tokenizer; the message names it
     */
    public static DjlTokenizer load(Path file) throws IOException {
        TorchRuntime.configure();
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; texts need it, tokens do not");
        }
        try {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optAddSpecialTokens(false)
                    .optTruncation(false)
                    .optPadding(false)
                    .build();
            return new DjlTokenizer(tokenizer, size(file), Fingerprint.sha256(file));
        } catch (RuntimeException e) {
            throw new CorruptInputException(file.toString(), 0, "is not a tokenizer.json: " + e.getMessage(), e);
        }
    }

    private static int size(Path file) throws IOException {
        int largest = -1;
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isArray()) {
            largest = vocabulary.size() - 1;
        }
        for (JsonNode id : vocabulary) {
            largest = Math.max(largest, id.asInt(-1));
        }
        for (JsonNode added : root.path("added_tokens")) {
            largest = Math.max(largest, added.path("id").asInt(-1));
        }
        return largest + 1;
    }

    @Override
    public int[] encode(String text) {
        return ids(tokenizer.encode(wellFormed(text), false, false));
    }

    @Override
    public List<int[]> encodeAll(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<String> encodable = texts.stream().map(DjlTokenizer::wellFormed).toList();
        return Stream.of(tokenizer.batchEncode(encodable, false, false))
                .map(DjlTokenizer::ids)
                .toList();
    }

    /** The text with U+FFFD for every half of a surrogate pair that stands alone: no encoding of Unicode can hold those. */
    private static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    private static int[] ids(Encoding encoding) {
        long[] wide = encoding.getIds();
        int[] ids = new int[wide.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) wide[i];
        }
        return ids;
    }

    /**
     * Where the tokens of a text end. White space that a tokenizer counts to no token belongs to the next one; pieces of one
     * character all end behind it.
     *
     * @param text the text
     * @return for every token of {@link #encode} the UTF-16 offset after it, never falling
     */
    @Override
    public int[] ends(String text) {
        CharSpan[] spans = tokenizer.encode(wellFormed(text), false, false).getCharTokenSpans();
        int[] ends = new int[spans.length];
        int codePoints = 0;
        int units = 0;
        for (int i = 0; i < ends.length; i++) {
            if (spans[i] != null && spans[i].getEnd() > codePoints) {
                units = text.offsetByCodePoints(units, spans[i].getEnd() - codePoints);
                codePoints = spans[i].getEnd();
            }
            ends[i] = units;
        }
        return ends;
    }

    @Override
    public String decode(int[] tokens) {
        long[] wide = new long[tokens.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = tokens[i];
        }
        return tokenizer.decode(wide, true);
    }

    @Override
    public int vocabularySize() {
        return vocabularySize;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
