package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.RandomStream;

class ResumedBuildTest {
    private static final int DOCUMENTS = 1200;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private Path input = Path.of("");
    private Path index = Path.of("");
    private Path unfinished = Path.of("");

    @BeforeEach
    void writeInput() throws IOException {
        index = folder.resolve("index");
        unfinished = folder.resolve(".palimpsest-index.unfinished");
        input = folder.resolve("ids.jsonl");
        RandomGenerator random = RandomStream.of(5, "resumed");
        StringBuilder rows = new StringBuilder();
        for (int d = 0; d < DOCUMENTS; d++) {
            // The last quarter holds an id that needs 32 bits.
            int most = d > DOCUMENTS * 3 / 4 ? 70_000 : 400;
            List<Integer> ids = random.ints(random.nextInt(40), 0, most).boxed().toList();
            rows.append("{\"id\":\"d")
                    .append(d)
                    .append("\",\"tokens\":")
                    .append(ids)
                    .append("}\n");
        }
        Files.writeString(input, rows);
    }

    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Stops as a killed process does: nothing is tidied up but what the caller of the builder would see. */
    private void build(IndexBuilder.Options options, int documents, int shards) throws IOException {
        said.clear();
        Progress stopping = (title, total, unit) -> new Progress.Task() {
            private long left = title.equals("sorting") ? shards : Long.MAX_VALUE;

            @Override
            public void advance(long amount) {
                left -= amount;
                if (left < 0) {
                    throw new Stopped();
                }
            }

            @Override
            public void close() {}
        };
        int[] read = new int[1];
        try (CorpusFiles files = new CorpusFiles(List.of(input), 0)) {
            DocumentStream stream = () -> {
                if (read[0]++ == documents) {
                    throw new Stopped();
                }
                return files.read();
            };
            IndexBuilder.withDefaults()
                    .with(options)
                    .with(stopping)
                    .resumable(List.of(input), said::add)
                    .notingEvery(0)
                    .build(stream, index, Existing.REFUSE);
        }
    }

    private void stop(IndexBuilder.Options options, int documents, int shards) {
        assertThatThrownBy(() -> build(options, documents, shards)).isInstanceOf(Stopped.class);
        assertThat(index).doesNotExist();
    }

    private static IndexBuilder.Options options(int shards) {
        return IndexBuilder.Options.defaults().withShards(shards);
    }

    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(file).toString(), Fingerprint.sha256(file));
            }
        }
        return content;
    }

    private Map<String, String> uninterrupted(IndexBuilder.Options options) throws IOException {
        Path whole = folder.resolve("whole");
        try (CorpusFiles files = new CorpusFiles(List.of(input), 0)) {
            IndexBuilder.withDefaults().with(options).build(files, whole, Existing.REPLACE);
        }
        return content(whole);
    }

    private void finish(IndexBuilder.Options options) throws IOException {
        build(options, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(content(index)).isEqualTo(uninterrupted(options));
        assertThat(unfinished).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("ids.jsonl", "index", "whole");
        }
    }

    @Test
    void anUninterruptedBuildIsTheSameAndSaysNothing() throws IOException {
        finish(options(3));
        assertThat(said).isEmpty();
    }

    @Test
    void readingGoesOnAfterTheLastNote() throws IOException {
        stop(options(1), 600, 0);
        stop(options(1), 950, 0); // by then ids have 32 bits, but no note says so
        assertThat(said).containsExactly("going on with the build that was interrupted: 512 documents are read");
        stop(options(1), 1100, 0);
        finish(options(1));
        assertThat(said).containsExactly("going on with the build that was interrupted: 1,024 documents are read");
    }

    @Test
    void finishedShardsAreKept() throws IOException {
        stop(options(4), Integer.MAX_VALUE, 2);
        finish(options(4));
        assertThat(said)
                .contains("going on with the build that was interrupted: 1,200 documents are read")
                .contains("shard 0 is finished already", "shard 1 is finished already", "shard 2 is finished already");
    }

    @Test
    void theOnlyShardIsKept() throws IOException {
        stop(options(1), Integer.MAX_VALUE, 0);
        finish(options(1));
        assertThat(said).contains("shard 0 is finished already");
    }

    @Test
    void anotherNumberOfShardsKeepsWhatIsReadOnly() throws IOException {
        stop(options(1), Integer.MAX_VALUE, 0);
        stop(options(5), Integer.MAX_VALUE, 3);
        finish(options(2));
        assertThat(said).containsExactly("going on with the build that was interrupted: 1,200 documents are read");
    }

    @Test
    void aDamagedShardIsMadeAgain() throws IOException {
        stop(options(3), Integer.MAX_VALUE, 2);
        for (int shard = 0; shard < 3; shard++) {
            Path table = unfinished.resolve("table." + shard);
            byte[] bytes = Files.readAllBytes(table);
            bytes[shard] ^= 1;
            Files.write(table, bytes);
        }
        Files.delete(unfinished.resolve("tokenized.1"));
        finish(options(3));
        assertThat(said).hasSize(1);
    }

    @Test
    void changedInputsAndOptionsStartOver() throws IOException {
        stop(options(2), Integer.MAX_VALUE, 1);
        long before = Files.size(input);
        Files.writeString(input, Files.readString(input) + "{\"id\":\"new\",\"tokens\":[1,2]}\n");
        stop(options(2), Integer.MAX_VALUE, 1);
        assertThat(said).hasSize(1);
        assertThat(said.get(0))
                .startsWith("an interrupted build is not gone on with: input " + input.toAbsolutePath() + " was "
                        + before + " bytes of ")
                .endsWith("; starting over");
        finish(options(2).with(IndexBuilder.Inverse.WRITTEN));
        assertThat(said)
                .containsExactly(
                        "an interrupted build is not gone on with: inverse was LEFT_OUT, is WRITTEN; starting over");
    }

    @Test
    void incompleteAndDamagedNotesStartOver() throws IOException {
        stop(options(2), Integer.MAX_VALUE, 1);
        Path corpus = unfinished.resolve("unfinished/corpus");
        Files.write(corpus.resolve("documents.lines"), new byte[3]);
        stop(options(2), Integer.MAX_VALUE, 1);
        assertThat(said)
                .containsExactly("an interrupted build is not gone on with: its files are incomplete; starting over");
        Files.writeString(unfinished.resolve("unfinished/request.json"), "{");
        finish(options(2));
        assertThat(said)
                .containsExactly("an interrupted build is not gone on with: its notes are damaged; starting over");
    }

    @Test
    void nothingIsKeptOfWhatNothingCanGoOnFrom() throws IOException {
        Files.writeString(input, Files.readString(input) + "{\"id\":\"new\",\"tokens\":\"none\"}\n");
        assertThatThrownBy(() -> build(options(1), Integer.MAX_VALUE, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1201");
        assertThat(unfinished).doesNotExist();
        stop(options(1), 100, 0);
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void twoAtATimeAreRefused() throws IOException {
        DocumentStream nested = () -> {
            try {
                build(options(1), Integer.MAX_VALUE, Integer.MAX_VALUE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        };
        assertThatThrownBy(() -> IndexBuilder.withDefaults()
                        .resumable(List.of(input), said::add)
                        .build(nested, index, Existing.REFUSE))
                .hasRootCauseMessage(index + ": another process is writing it; wait for it, or choose another name");
    }
}
