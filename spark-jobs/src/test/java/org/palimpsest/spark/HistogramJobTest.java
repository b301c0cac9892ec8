package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.provenance.observational.MatchOptions;
import org.palimpsest.provenance.observational.MatchWeight;
import org.palimpsest.provenance.observational.PartitionTest;
import org.palimpsest.provenance.observational.StepHistogram;
import org.palimpsest.provenance.observational.TextMatching;
import org.palimpsest.provenance.observational.TrainingUnits;
import org.palimpsest.stats.RandomStream;

class HistogramJobTest {
    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    @Test
    void weightsAndTestsAreBitForBitThoseOfOneMachine() throws Exception {
        RandomGenerator random = RandomStream.of(9, "histogram");
        List<int[]> texts = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (int t = 0; t < 30; t++) {
            int[] text = t == 7
                    ? texts.get(3)
                    : random.ints(random.nextInt(60), 0, 9).toArray();
            texts.add(text);
            rows.append("{\"id\":\"t").append(t).append("\",\"tokens\":");
            rows.append(Arrays.toString(text)).append("}\n");
        }
        Path input = Files.writeString(folder.resolve("suspect.jsonl"), rows);
        MatchOptions options = new MatchOptions(2, 5, 7, MatchWeight.IDF, 20, 3);
        for (int shards : new int[] {1, 4}) {
            Path index = folder.resolve("index" + shards);
            build(index, shards);
            SuffixArrayIndex whole = SuffixArrayIndex.open(index);
            try (TextMatching local = new TextMatching(whole, options, 1)) {
                local.add(texts);
                assertThat(local.found().capped()).isPositive();
                for (String scheme : List.of("", "lake://")) {
                    Path out = Files.createTempDirectory(folder, "out").resolve("weights");
                    HistogramJob.Summary summary = HistogramJob.run(
                            spark,
                            new HistogramJob.Options(
                                    scheme + index,
                                    List.of(scheme + input),
                                    options,
                                    0,
                                    scheme + out,
                                    Existing.REFUSE));
                    assertThat(summary).isEqualTo(new HistogramJob.Summary(local.found(), 200));
                    assertThat(Folders.names(out)).containsExactly("job.json", "matches.json", "weights.f64");
                    double[] weights = weights(out);
                    assertThat(weights).containsExactly(local.weights());
                    TrainingUnits units = TrainingUnits.of(whole, TrainingUnits.Grouping.defaults());
                    assertThat(StepHistogram.of(units, units.sum(weights), 10))
                            .isEqualTo(StepHistogram.of(units, units.sum(local.weights()), 10));
                    PartitionTest test = PartitionTest.withDefaults().withPermutations(99);
                    assertThat(test.test(units, weights))
                            .usingRecursiveComparison()
                            .isEqualTo(test.test(units, local.weights()));
                }
            }
        }
    }

    @Test
    void textsAreNeededAndTheirTokens() throws Exception {
        Path index = folder.resolve("index");
        build(index, 2);
        Path input = Files.writeString(folder.resolve("suspect.jsonl"), "");
        HistogramJob.Options options = new HistogramJob.Options(
                index.toString(),
                List.of(input.toString()),
                MatchOptions.defaults(),
                0,
                folder.resolve("out").toString(),
                Existing.REFUSE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistogramJob.run(spark, options))
                .withMessage("there are no texts in [" + input + "]");
        Files.writeString(input, "{\"id\":\"a\",\"text\":\"some text\"}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistogramJob.run(spark, options))
                .withMessageContaining("the index was built from token ids; give rows with \"tokens\"");
        assertThat(Folders.names(folder)).noneMatch(name -> name.contains("out"));
    }

    private static double[] weights(Path out) throws IOException {
        byte[] bytes = Files.readAllBytes(out.resolve(HistogramJob.WEIGHTS));
        double[] weights = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(weights);
        return weights;
    }

    private static void build(Path index, int shards) throws IOException {
        RandomGenerator random = RandomStream.of(10, "corpus");
        List<Document> documents = new ArrayList<>();
        List<Transcript.Entry> order = new ArrayList<>();
        for (int d = 0; d < 200; d++) {
            int[] tokens = random.ints(random.nextInt(40), 0, 8).toArray();
            documents.add(new Document("d" + d, "", tokens, null, null, null, Map.of()));
            order.add(new Transcript.Entry(d, "d" + d, (long) (d * 7 % 200 / 2)));
        }
        IndexBuilder.withDefaults()
                .with(IndexBuilder.Options.defaults().withShards(shards))
                .with(StepMap.of(new Transcript(order)))
                .build(DocumentStream.of(documents), index, Existing.REFUSE);
    }
}
