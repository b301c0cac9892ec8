package org.palimpsest.inference.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a byte-level BPE as the tokenizer.json that Hugging Face's tokenizers read. */
final class TokenizerJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TokenizerJson() {}

    static String of(BpeModel bpe) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("truncation", null);
        root.put("padding", null);
        root.put("added_tokens", List.of(endOfText()));
        root.put("normalizer", null);
        root.put("pre_tokenizer", byteLevel());
        root.put("post_processor", null);
        root.put("decoder", byteLevel());
        root.put("model", model(bpe));
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings, numbers, lists and maps can always be written", e);
        }
    }

    private static Map<String, Object> endOfText() {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("id", 0);
        token.put("content", BpeModel.END_OF_TEXT);
        token.put("single_word", false);
        token.put("lstrip", false);
        token.put("rstrip", false);
        token.put("normalized", false);
        token.put("special", true);
        return token;
    }

    private static Map<String, Object> byteLevel() {
        Map<String, Object> level = new LinkedHashMap<>();
        level.put("type", "ByteLevel");
        level.put("add_prefix_space", false);
        level.put("trim_offsets", true);
        level.put("use_regex", true);
        return level;
    }

    private static Map<String, @Nullable Object> model(BpeModel bpe) {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (String token : bpe.vocabulary()) {
            vocabulary.put(token, vocabulary.size());
        }
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("dropout", null);
        model.put("unk_token", null);
        model.put("continuing_subword_prefix", null);
        model.put("end_of_word_suffix", null);
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("vocab", vocabulary);
        model.put(
                "merges",
                bpe.merges().stream()
                        .map(merge -> merge.left() + " " + merge.right())
                        .toList());
        return model;
    }
}
