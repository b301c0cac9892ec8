package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.ComputeDevice;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.Precision;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.inference.likelihood.ScoreWriter;
import org.palimpsest.inference.likelihood.ScoringWindow;
import org.palimpsest.inference.likelihood.TokenScores;

class ScoreTranscriptJobTest {
    private static SparkSession spark;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        spark = LocalSpark.session();
        Path tokenizer = Files.writeString(
                shared.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(290)
                        .train(List.of("The state of the Union is strong, and the people are at peace with the world."))
                        .toTokenizerJson());
        LlamaConfig shape = new LlamaConfig(320, 16, 24, 1, 2, 2, 40, 10_000, 1e-5, true, 0);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                CausalTrainer trainer = CausalTrainer.fresh(runtime, shape, 3, 1e-3)) {
            trainer.save(shared.resolve("model"), tokenizer);
        }
    }

    @Test
    void rowsAreThoseOfOneMachine() throws Exception {
        Path corpus = corpus();
        Path local = Files.createDirectory(folder.resolve("local"));
        for (String name : List.of("a.jsonl", "deep/b.jsonl.zst", "empty.jsonl")) {
            score(corpus.resolve(name), local.resolve(name + ScoreTranscriptJob.SUFFIX));
        }
        String fingerprint = "";
        for (String scheme : List.of("", "lake://")) {
            Path out = folder.resolve("out" + scheme.length());
            ScoringModel model = ScoringModel.of(scheme + shared.resolve("model"), 1);
            ScoreTranscriptJob.Summary summary = ScoreTranscriptJob.run(
                    spark,
                    new ScoreTranscriptJob.Options(model, List.of(scheme + corpus), scheme + out, Existing.REFUSE));
            assertThat(summary.files()).isEqualTo(3);
            assertThat(summary.documents()).isEqualTo(61);
            assertThat(summary.withoutScore()).isEqualTo(1);
            assertThat(summary.notFinite()).isZero();
            String said = Files.readString(out.resolve(ScoreTranscriptJob.MODEL));
            assertThat(said).hasSize(65).endsWith("\n").isEqualTo(fingerprint.isEmpty() ? said : fingerprint);
            fingerprint = said;
            Files.writeString(local.resolve(ScoreTranscriptJob.MODEL), said);
            Folders.assertSame(out, local);
        }
    }

    @Test
    void aModelIsLoadedOnce() throws Exception {
        Path corpus = corpus();
        ScoringModel model = new ScoringModel(
                shared.resolve("model").toString(),
                DjlTokenScorer.BeginToken.PREPEND,
                org.palimpsest.inference.engine.ScoringDetail.MOMENTS,
                2,
                Precision.FP32,
                ComputeDevice.AUTO,
                1,
                24,
                8,
                100_000_000);
        int before = ScoringModel.loads();
        for (int run = 0; run < 2; run++) {
            ScoreTranscriptJob.run(
                    spark,
                    new ScoreTranscriptJob.Options(
                            model,
                            List.of(corpus.toString()),
                            folder.resolve("out").toString(),
                            Existing.REPLACE));
        }
        assertThat(ScoringModel.loads()).isEqualTo(before + 1);
        assertThat(Files.readString(folder.resolve("out/a.jsonl" + ScoreTranscriptJob.SUFFIX)))
                .contains("\"topTokens\":[[", "\"sd\":[");
    }

    @Test
    void badLinesAreFoundBeforeAnyIsScored() throws Exception {
        Path corpus = corpus();
        Files.writeString(corpus.resolve("z.jsonl"), "{\"id\":\"x\",\"text\":\"fine\"}\n{\"id\":7}\n");
        ScoringModel model = ScoringModel.of(folder.resolve("no-model").toString(), 1);
        Files.createDirectory(folder.resolve("no-model"));
        String out = folder.resolve("out").toString();
        assertThatThrownBy(() -> ScoreTranscriptJob.run(
                        spark, new ScoreTranscriptJob.Options(model, List.of(corpus.toString()), out, Existing.REFUSE)))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("z.jsonl, line 2");
        assertThat(folder.resolve("_out.unfinished")).doesNotExist();
        Files.delete(corpus.resolve("z.jsonl"));
        assertThatThrownBy(() -> ScoreTranscriptJob.run(
                        spark, new ScoreTranscriptJob.Options(model, List.of(corpus.toString()), out, Existing.REFUSE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aBrokenRunGoesOnWithWhatIsMissing() throws Exception {
        Path corpus = corpus();
        Files.writeString(corpus.resolve("zz.jsonl"), "{\"id\":\"x\",\"tokens\":[1,2,3]}\n");
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String name : List.of("config.json", "tokenizer.json")) {
            Files.copy(shared.resolve("model").resolve(name), model.resolve(name));
        }
        Path weights = shared.resolve("model/model.safetensors");
        Path out = folder.resolve("out");
        ScoreTranscriptJob.Options options = new ScoreTranscriptJob.Options(
                ScoringModel.of(model.toString(), 1), List.of(corpus.toString()), out.toString(), Existing.REFUSE);
        assertThatThrownBy(() -> ScoreTranscriptJob.run(spark, options)).isInstanceOf(IOException.class);
        assertThat(out).doesNotExist();
        Files.copy(weights, model.resolve("model.safetensors"));
        assertThat(ScoreTranscriptJob.run(spark, options).documents()).isEqualTo(62);
    }

    @Test
    void gpusAreTakenAsSparkGivesThem() {
        assertThat(ScoringModel.gpu(new String[] {"3", "1"})).isEqualTo(3);
        assertThatThrownBy(() -> ScoringModel.gpu(new String[] {"MIG-1"}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Spark must give GPUs by number, got [MIG-1]");
    }

    @Test
    void argumentsAreThoseOfTheCommandLine() {
        ScoreTranscriptJob.Options options = ScoreTranscriptJob.options(
                JobArguments.parse(
                        "--model m --input a b --out o --bos --dtype bf16 --device gpu".split(" "),
                        List.of("model", "input", "out", "dtype", "device"),
                        List.of("bos", "moments", "force")),
                4);
        assertThat(options.model().precision()).isEqualTo(Precision.BF16);
        assertThat(options.model().device()).isEqualTo(ComputeDevice.GPU);
        assertThat(options.model().begin()).isEqualTo(DjlTokenScorer.BeginToken.PREPEND);
        assertThat(options.model().threads()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> ScoringModel.of("openai:nothing", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoringModel.of("m", 0))
                .withMessageContaining("threads at least 1, got 0, 0 and 0");
    }

    /** The rows as {@code palimpsest score} writes them. */
    private static void score(Path file, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, shared.resolve("model"));
                DjlTokenScorer scorer = new DjlTokenScorer(model, DjlTokenScorer.Options.defaults());
                ScoreWriter writer = new ScoreWriter(Files.newOutputStream(target));
                DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(0))) {
            for (List<Document> window = ScoringWindow.next(reader);
                    !window.isEmpty();
                    window = ScoringWindow.next(reader)) {
                List<TokenScores> scores = scorer.score(window);
                for (int i = 0; i < scores.size(); i++) {
                    writer.write(window.get(i), scores.get(i));
                }
            }
        }
    }

    private Path corpus() throws IOException {
        Path corpus = folder.resolve("corpus");
        Files.createDirectories(corpus.resolve("deep"));
        Files.writeString(corpus.resolve("empty.jsonl"), "");
        file(corpus.resolve("a.jsonl"), 20, "{\"id\":\"short\",\"tokens\":[5]}\n");
        file(corpus.resolve("deep/b.jsonl.zst"), 40, "");
        return corpus;
    }

    private static void file(Path file, int rows, String last) throws IOException {
        try (OutputStream out = Compression.of(file.toString()).encode(Files.newOutputStream(file))) {
            for (int i = 0; i < rows; i++) {
                String text = "the people of the Union number " + i + " are at peace".repeat(i % 7);
                out.write(("{\"id\":\"d" + rows + "-" + i + "\",\"text\":\"" + text + "\"}\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            out.write(last.getBytes(StandardCharsets.UTF_8));
        }
    }
}
