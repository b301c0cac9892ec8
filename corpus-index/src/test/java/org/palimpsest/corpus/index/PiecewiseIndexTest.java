package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.index.CorpusPiece.Part;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.stats.RandomStream;

class PiecewiseIndexTest {
    @TempDir
    Path folder;

    @Test
    void filesAreThoseOfOneMachineWhereverPiecesEnd() throws IOException {
        RandomGenerator random = RandomStream.of(7, "pieces");
        for (int round = 0; round < 150; round++) {
            Corpora.Drawn drawn = Corpora.draw(round, random);
            List<int[]> documents = drawn.corpus().documents();
            IndexBuilder.Options options = drawn.options().withShards(1 + random.nextInt(6));
            StepMap order = random.nextBoolean() ? null : order(documents.size());
            int[] sizes = split(documents.size(), 1 + random.nextInt(5), random);
            assertThat(inPieces(drawn.corpus(), sizes, options, order, "pieces" + round))
                    .as("round %s, pieces of %s documents, %s", round, sizes, options)
                    .isEqualTo(whole(drawn.corpus(), options, order, "whole" + round));
        }
    }

    @Test
    void narrowPiecesAreWidenedForTheSakeOfOneId() throws IOException {
        PlainCorpus corpus = new PlainCorpus(
                List.of(new int[] {1, 65534, 2}, new int[0], new int[] {7}, new int[] {70_000, 3}, new int[] {65534}));
        IndexBuilder.Options options = IndexBuilder.Options.defaults().withShards(2);
        assertThat(inPieces(corpus, new int[] {2, 1, 0, 1, 1}, options, order(5), "pieces"))
                .isEqualTo(whole(corpus, options, order(5), "whole"));
    }

    @Test
    void memoryAsksForMoreShardsAsOnOneMachine() throws IOException {
        PlainCorpus corpus = new PlainCorpus(IntStream.range(0, 3000)
                .mapToObj(d -> IntStream.range(0, 2000).map(i -> i * d % 999).toArray())
                .toList());
        IndexBuilder.Options options = IndexBuilder.Options.defaults().withMemory(1 << 24);
        Map<String, String> whole = whole(corpus, options, null, "whole");
        assertThat(whole).containsKey("table.3");
        assertThat(inPieces(corpus, new int[] {1700, 0, 1300}, options, null, "pieces"))
                .isEqualTo(whole);
    }

    @Test
    void noDocumentsAreNoIndex() throws IOException {
        PiecewiseIndex index = PiecewiseIndex.with(IndexBuilder.Options.defaults());
        CorpusPiece empty =
                index.read(DocumentStream.of(List.of()), null, null, Files.createDirectory(folder.resolve("empty")));
        assertThat(empty).isEqualTo(new CorpusPiece(TokenWidth.U16, 0, 0, 0, CorpusPiece.Steps.UNKNOWN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.cut(List.of(empty, empty), this::open))
                .withMessage("there are no documents to index");
    }

    @Test
    void aPieceThatIsCutOffIsAnError() throws IOException {
        PlainCorpus corpus = new PlainCorpus(List.of(new int[] {1, 2}, new int[] {3}));
        PiecewiseIndex index = PiecewiseIndex.with(IndexBuilder.Options.defaults());
        Path piece = Files.createDirectory(folder.resolve("piece0"));
        CorpusPiece read = index.read(corpus.stream(), null, null, piece);
        PieceShard shard = index.cut(List.of(read), this::open).get(0);
        for (Part part : List.of(Part.TOKENS, Part.STARTS, Part.LINES, Part.LINE_STARTS)) {
            Path file = piece.resolve(part.fileName());
            byte[] sound = Files.readAllBytes(file);
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(sound.length - 1);
            }
            Path out = Files.createTempDirectory(folder, "out");
            assertThatThrownBy(() -> index.build(shard, this::open, out))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("the " + part.fileName() + " of piece 0 are cut off");
            Files.write(file, sound);
        }
    }

    @Test
    void aCopyIsNamedByItsOriginal() throws IOException {
        Path copy = Files.writeString(folder.resolve("copy.jsonl"), "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":7}\n");
        try (CopiedFile documents = new CopiedFile(copy, "s3a://bucket/corpus.jsonl", "corpus.jsonl", 0)) {
            SourceDocument first = Objects.requireNonNull(documents.read());
            assertThat(first.path()).isEqualTo("s3a://bucket/corpus.jsonl");
            assertThat(first.line()).isEqualTo(1);
            assertThatThrownBy(documents::read)
                    .isInstanceOf(CorruptInputException.class)
                    .hasMessageStartingWith("s3a://bucket/corpus.jsonl, line 2: ");
        }
    }

    private static StepMap order(int documents) {
        List<Transcript.Entry> entries = new ArrayList<>();
        for (int d = 0; d < documents; d += 1 + d % 3) {
            entries.add(new Transcript.Entry(2L * documents - d, "d" + d, 10L * d));
        }
        return StepMap.of(new Transcript(entries));
    }

    private static int[] split(int documents, int pieces, RandomGenerator random) {
        int[] sizes = new int[pieces];
        int left = documents;
        for (int i = 0; i < pieces - 1; i++) {
            sizes[i] = random.nextInt(left + 1);
            left -= sizes[i];
        }
        sizes[pieces - 1] = left;
        return sizes;
    }

    private Map<String, String> inPieces(
            PlainCorpus corpus, int[] sizes, IndexBuilder.Options options, @Nullable StepMap order, String name)
            throws IOException {
        PiecewiseIndex index = PiecewiseIndex.with(options);
        Path root = Files.createDirectory(folder.resolve(name + "-pieces"));
        DocumentStream all = corpus.stream();
        List<CorpusPiece> pieces = new ArrayList<>();
        for (int size : sizes) {
            int[] left = {size};
            Path piece = Files.createDirectory(root.resolve("piece" + pieces.size()));
            pieces.add(index.read(() -> left[0]-- > 0 ? all.read() : null, null, order, piece));
        }
        PieceFiles files = (piece, part) -> Files.newInputStream(root.resolve("piece" + piece + "/" + part.fileName()));
        Path target = Files.createDirectory(folder.resolve(name));
        List<ShardSeal> seals = new ArrayList<>();
        for (PieceShard shard : index.cut(pieces, files)) {
            seals.add(index.build(shard, files, target));
        }
        Files.write(target.resolve(PiecewiseIndex.DESCRIPTION), index.description(pieces, "", seals));
        return content(target);
    }

    private InputStream open(int piece, Part part) throws IOException {
        return Files.newInputStream(folder.resolve("piece" + piece).resolve(part.fileName()));
    }

    private Map<String, String> whole(
            PlainCorpus corpus, IndexBuilder.Options options, @Nullable StepMap order, String name) throws IOException {
        IndexBuilder builder = IndexBuilder.withDefaults().with(options);
        Path target = folder.resolve(name);
        (order == null ? builder : builder.with(order)).build(corpus.stream(), target, Existing.REFUSE);
        return content(target);
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
}
