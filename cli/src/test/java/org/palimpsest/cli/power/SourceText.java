package org.palimpsest.cli.power;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.palimpsest.cli.story.SotuCorpus;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.lab.BpeTrainer;

/**
 * The addresses as words, and how words are spelt. Every third address is held out: the traps' words and the reference
 * model come from those, the training documents from the others.
 */
public final class SourceText implements AutoCloseable {
    private static final int VOCABULARY = 2048;

    private final Path tokenizerFile;
    private final DjlTokenizer tokenizer;
    private final Map<String, int[]> spelling = new HashMap<>();
    private final List<List<String>> training = new ArrayList<>();
    private final List<List<String>> heldOut = new ArrayList<>();

    private SourceText(Path tokenizerFile, DjlTokenizer tokenizer) {
        this.tokenizerFile = tokenizerFile;
        this.tokenizer = tokenizer;
    }

    /**
     * Reads the corpus; the byte-pair encoding is trained once, on held-out text, and kept in the folder.
     *
     * @param folder of the tokenizer
     * @return the text
     * @throws IOException if the tokenizer cannot be read or written
     */
    public static SourceText open(Path folder) throws IOException {
        List<List<String>> addresses = new ArrayList<>();
        try (Stream<Document> stream = SotuCorpus.addresses()) {
            stream.forEach(a -> addresses.add(List.of(a.text().strip().split("(?U)\\s+"))));
        }
        Path file = folder.resolve("tokenizer.json");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < addresses.size(); i += 6) {
                texts.add(String.join(" ", addresses.get(i)));
            }
            String json = BpeTrainer.withDefaults()
                    .withVocabularySize(VOCABULARY)
                    .train(texts)
                    .toTokenizerJson();
            AtomicOutput.write(file, json.getBytes(StandardCharsets.UTF_8));
        }
        SourceText text = new SourceText(file, DjlTokenizer.load(file));
        for (int i = 0; i < addresses.size(); i++) {
            (i % 3 == 0 ? text.heldOut : text.training).add(addresses.get(i));
        }
        return text;
    }

    /** The file of the byte-pair encoding. */
    public Path tokenizerFile() {
        return tokenizerFile;
    }

    /** How many tokens there are. */
    public int vocabularySize() {
        return tokenizer.vocabularySize();
    }

    /** The words of the addresses to train on. */
    public List<List<String>> training() {
        return training;
    }

    /** The words of the other addresses. */
    public List<List<String>> heldOut() {
        return heldOut;
    }

    /** The tokens of a blank and a word. */
    public int[] spell(String word) {
        return spelling.computeIfAbsent(word, w -> tokenizer.encode(" " + w));
    }

    /**
     * The tokens of words, each after a blank.
     *
     * @param words in their order
     * @return token ids
     */
    public int[] spellAll(List<String> words) {
        return words.stream()
                .map(this::spell)
                .flatMapToInt(java.util.Arrays::stream)
                .toArray();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
