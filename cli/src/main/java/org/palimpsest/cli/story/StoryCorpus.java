package org.palimpsest.cli.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.DocumentWriter;
import org.palimpsest.stats.RandomStream;

/**
 * The texts of the story: passages of the State of the Union addresses, drawn without replacement.
 *
 * @param published what the owner published, unmarked
 * @param other what Bob fine-tunes on
 * @param heldOut what no model trains on: contexts of the ghost sentences
 */
record StoryCorpus(List<Document> published, List<Document> other, List<Document> heldOut) {
    /** Draws the passages, or reads them back if they were drawn before. */
    static StoryCorpus prepare(StoryFolder folder, StoryPlan plan) throws IOException {
        Path published = folder.file("corpus", "published.jsonl");
        Path other = folder.file("corpus", "other.jsonl");
        Path heldOut = folder.file("corpus", "held-out.jsonl");
        if (!Files.exists(heldOut)) {
            Files.createDirectories(folder.file("corpus"));
            List<Document> passages;
            try (Stream<Document> addresses = SotuCorpus.addresses()) {
                passages = addresses
                        .flatMap(address -> Passages.of(address, plan.passageWords()).stream())
                        .toList();
            }
            int[] order = RandomStream.permutation(
                    passages.size(), RandomStream.of(folder.seed(), "which passages are used"));
            int end = plan.documents();
            write(published, passages, order, 0, end);
            write(other, passages, order, end, end += plan.otherDocuments());
            write(heldOut, passages, order, end, end + plan.ghosts());
        }
        return new StoryCorpus(read(published), read(other), read(heldOut));
    }

    private static void write(Path file, List<Document> passages, int[] order, int from, int to) throws IOException {
        try (DocumentWriter writer = DocumentWriter.open(file)) {
            for (int i = from; i < to; i++) {
                writer.write(passages.get(order[i]));
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
