package org.palimpsest.cli.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.DocumentWriter;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.stats.RandomStream;

/**
 * The texts of the story: passages of the State of the Union addresses, drawn without replacement.
 *
 * @param published what the owner published, unmarked
 * @param other what Bob fine-tunes on
 * @param heldOut what no model trains on: contexts of the ghost sentences
 */
record StoryCorpus(List<Document> published, List<Document> other, List<Document> heldOut) {
    /** Tokens that are kept free in every sequence, so that a ghost sentence always fits whole. */
    private static final int ROOM = 26;

    /**
     * Draws the passages, or reads them back if they were drawn before. The byte-pair encoding is trained on unmarked
     * passages alone, so that published ghosts are spelt as their controls are; passages that would leave no room for a
     * ghost sentence are passed over.
     */
    static StoryCorpus prepare(StoryFolder folder, StoryPlan plan) throws IOException {
        Path heldOut = folder.file("corpus", "held-out.jsonl");
        if (!Files.exists(heldOut)) {
            Files.createDirectories(folder.file("corpus"));
            draw(folder, plan, heldOut);
        }
        return new StoryCorpus(
                read(folder.file("corpus", "published.jsonl")),
                read(folder.file("corpus", "other.jsonl")),
                read(heldOut));
    }

    private static void draw(StoryFolder folder, StoryPlan plan, Path heldOut) throws IOException {
        List<Document> passages = shuffledPassages(folder.seed(), plan.passageWords());
        int end = plan.documents() + plan.otherDocuments();
        Path tokenizer = folder.file("tokenizer.json");
        List<String> texts =
                passages.subList(0, end).stream().map(Document::text).toList();
        StoryFolder.write(
                tokenizer,
                BpeTrainer.withDefaults()
                        .withVocabularySize(plan.vocabularySize())
                        .train(texts)
                        .toTokenizerJson());
        List<Document> fitting = fitting(passages, tokenizer, plan, end + plan.ghosts());
        write(folder.file("corpus", "published.jsonl"), fitting.subList(0, plan.documents()));
        write(folder.file("corpus", "other.jsonl"), fitting.subList(plan.documents(), end));
        write(heldOut, fitting.subList(end, end + plan.ghosts()));
    }

    private static List<Document> shuffledPassages(long seed, int words) {
        List<Document> addresses;
        try (Stream<Document> stream = SotuCorpus.addresses()) {
            addresses = stream.toList();
        }
        List<Document> passages = addresses.parallelStream()
                .flatMap(address -> Passages.of(address, words).stream())
                .toList();
        int[] order = RandomStream.permutation(passages.size(), RandomStream.of(seed, "which passages are used"));
        return IntStream.of(order).mapToObj(passages::get).toList();
    }

    private static List<Document> fitting(List<Document> passages, Path tokenizer, StoryPlan plan, int wanted)
            throws IOException {
        List<Document> fitting = new ArrayList<>();
        try (DjlTokenizer tokens = DjlTokenizer.load(tokenizer)) {
            for (int from = 0; fitting.size() < wanted; from += wanted) {
                List<Document> part = passages.subList(from, Math.min(passages.size(), from + wanted));
                List<int[]> encoded =
                        tokens.encodeAll(part.stream().map(Document::text).toList());
                IntStream.range(0, part.size())
                        .filter(i -> encoded.get(i).length <= plan.maxPositions() - ROOM)
                        .forEach(i -> fitting.add(part.get(i)));
            }
        }
        return fitting;
    }

    private static void write(Path file, List<Document> documents) throws IOException {
        try (DocumentWriter writer = DocumentWriter.open(file)) {
            for (Document document : documents) {
                writer.write(document);
            }
        }
    }

    static List<Document> read(Path file) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file, DocumentReader.Options.defaults())) {
            while (reader.hasNext()) {
                documents.add(reader.next());
            }
        }
        return documents;
    }
}
