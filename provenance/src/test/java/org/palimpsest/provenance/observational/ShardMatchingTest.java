package org.palimpsest.provenance.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.Matches;
import org.palimpsest.corpus.index.SharedMatches;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.stats.RandomStream;

class ShardMatchingTest {
    @TempDir
    private Path folder;

    @Test
    void weightsOfShardsAreBitForBitThoseOfTheWhole() throws IOException {
        RandomGenerator random = RandomStream.of(4, "shards");
        for (int round = 0; round < 40; round++) {
            int alphabet = 2 + random.nextInt(6);
            Path index = folder.resolve("index" + round);
            build(index, 1 + random.nextInt(5), alphabet, random);
            List<int[]> texts = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                texts.add(random.ints(random.nextInt(40), 0, alphabet + 1).toArray());
            }
            List<MatchWeight> weights = List.copyOf(EnumSet.allOf(MatchWeight.class));
            MatchWeight weight = weights.get(round % weights.size());
            double perText = random.nextBoolean() ? Double.POSITIVE_INFINITY : 1.5;
            MatchOptions options = new MatchOptions(
                    1 + random.nextInt(3), 3 + random.nextInt(4), 1 + random.nextInt(9), weight, perText, round);
            try (TextMatching whole = new TextMatching(SuffixArrayIndex.open(index), options, 1)) {
                whole.add(texts);
                assertThat(inShards(index, texts, options))
                        .as("round %s", round)
                        .containsExactly(whole.weights());
            }
        }
    }

    @Test
    void thereIsNoShardBeyondTheLast() throws IOException {
        Path index = folder.resolve("index");
        build(index, 2, 3, RandomStream.of(1, "two"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SuffixArrayIndex.openShard(index, 2))
                .withMessage("shard must be in [0, 2), got 2");
    }

    private static double[] inShards(Path folder, List<int[]> texts, MatchOptions options) throws IOException {
        List<Long> tokens = SuffixArrayIndex.shardTokens(folder);
        long all = tokens.stream().mapToLong(Long::longValue).sum();
        List<SuffixArrayIndex> shards = new ArrayList<>();
        List<ShardMatching> matchings = new ArrayList<>();
        for (int shard = 0; shard < tokens.size(); shard++) {
            shards.add(SuffixArrayIndex.openShard(folder, shard));
            matchings.add(new ShardMatching(shards.get(shard), all, options));
        }
        DistinctTexts seen = new DistinctTexts();
        for (int[] text : texts) {
            if (seen.add(text)) {
                List<Matches> alone = shards.stream()
                        .map(shard -> shard.match(text, options.longest()))
                        .toList();
                List<SharedMatches> shared = SharedMatches.of(alone, options.shortest());
                for (int shard = 0; shard < shards.size(); shard++) {
                    matchings.get(shard).add(text, shared.get(shard));
                }
            }
        }
        return matchings.stream()
                .flatMapToDouble(matching -> Arrays.stream(matching.weights()))
                .toArray();
    }

    private static void build(Path index, int shards, int alphabet, RandomGenerator random) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (int d = 0; d < 20; d++) {
            int[] tokens = random.ints(random.nextInt(50), 0, alphabet).toArray();
            documents.add(new Document("d" + d, "", tokens, null, null, null, Map.of()));
        }
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().withShards(shards))
                .build(DocumentStream.of(documents), index, Existing.REFUSE);
    }
}
