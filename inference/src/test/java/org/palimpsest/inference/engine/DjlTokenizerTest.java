package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlTokenizerTest {
    private static final String TEXT = "the \u0000 state \uD83D\uDE00 e\u0301 \n\n of  the Union";

    @TempDir
    private Path folder;

    @Test
    void textsComeBackByteForByte() throws IOException {
        try (DjlTokenizer tokenizer = DjlTokenizer.load(TinyModel.tokenizer(folder))) {
            assertThat(tokenizer.decode(tokenizer.encode(TEXT))).isEqualTo(TEXT);
            assertThat(tokenizer.encode("")).isEmpty();
            assertThat(tokenizer.encodeAll(List.of())).isEmpty();
            assertThat(tokenizer.encodeAll(List.of("x", TEXT, "")))
                    .containsExactly(tokenizer.encode("x"), tokenizer.encode(TEXT), new int[0]);
            int[] ends = tokenizer.ends(TEXT);
            assertThat(ends).isSorted().hasSameSizeAs(tokenizer.encode(TEXT));
            assertThat(ends[ends.length - 1]).isEqualTo(TEXT.length());
        }
    }

    @Test
    void halvesOfPairsAreReadAsReplacements() throws IOException {
        try (DjlTokenizer tokenizer = DjlTokenizer.load(TinyModel.tokenizer(folder))) {
            for (String broken : List.of("\uD83D", "a\uDE00b", "of \uDE00\uD83D", "\uD83D\uD83D\uDE00")) {
                String repaired = broken.replace("\uD83D\uDE00", "pair")
                        .replace('\uD83D', '\uFFFD')
                        .replace('\uDE00', '\uFFFD')
                        .replace("pair", "\uD83D\uDE00");
                assertThat(tokenizer.encode(broken)).isEqualTo(tokenizer.encode(repaired));
                assertThat(tokenizer.encodeAll(List.of(broken)).get(0)).isEqualTo(tokenizer.encode(repaired));
                int[] ends = tokenizer.ends(broken);
                assertThat(ends[ends.length - 1]).isEqualTo(broken.length());
            }
        }
    }

    /** Special tokens, truncation and padding are the business of who calls. */
    @Test
    void whatTheFilesAddIsNotAdded() throws IOException {
        Path file = TinyModel.tokenizer(folder);
        int[] expected;
        try (DjlTokenizer tokenizer = DjlTokenizer.load(file)) {
            expected = tokenizer.encode(TEXT);
        }
        String json = Files.readString(file);
        assertThat(json).contains("\"added_tokens\"");
        Files.writeString(file, json.replaceFirst("\\{", """
                        {"truncation":{"direction":"Right","max_length":3,"strategy":"LongestFirst","stride":0},
                        "padding":{"strategy":{"Fixed":64},"direction":"Left","pad_to_multiple_of":null,"pad_id":0,
                        "pad_type_id":0,"pad_token":"<|endoftext|>"},"""));
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"add_bos_token":true,"add_prefix_space":true,"do_lower_case":true,"strip_accents":true,
                "model_max_length":2,"truncation":true,"max_length":2,"padding":true,"padding_side":"left"}
                """);
        try (DjlTokenizer tokenizer = DjlTokenizer.load(file)) {
            assertThat(tokenizer.encode(TEXT)).isEqualTo(expected);
            assertThat(tokenizer.encodeAll(List.of("x", TEXT)).get(1)).isEqualTo(expected);
        }
    }

    @Test
    void vocabulariesAreMapsOrLists() throws IOException {
        try (DjlTokenizer tokenizer = DjlTokenizer.load(TinyModel.tokenizer(folder))) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(280);
        }
        Path file = folder.resolve("unigram.json");
        Files.writeString(file, """
                {"version":"1.0","truncation":null,"padding":null,"normalizer":null,"pre_tokenizer":null,
                "post_processor":null,"decoder":null,
                "added_tokens":[{"id":4,"content":"<s>","single_word":false,"lstrip":false,"rstrip":false,
                "normalized":false,"special":true}],
                "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0.0],["a",-1.5],["b",-2.0],["ab",-2.5]]}}
                """);
        try (DjlTokenizer tokenizer = DjlTokenizer.load(file)) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(5);
            assertThat(tokenizer.encode("abb")).containsExactly(3, 2);
        }
    }
}
