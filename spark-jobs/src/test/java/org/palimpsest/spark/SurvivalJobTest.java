package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.insertion.CorpusInsertion;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.registry.TrapRegistry;
import org.palimpsest.traps.survival.MarkedCorpus;
import org.palimpsest.traps.survival.SurvivalReport;
import org.palimpsest.traps.survival.SurvivalRule;
import org.palimpsest.traps.survival.SurvivalRules;
import org.palimpsest.traps.survival.SurvivalSimulator;

class SurvivalJobTest {
    private static final TrapRegistry REGISTRY =
            TrapRegistry.generate(RegistryOptions.defaults().withCount(4).withControls(1), MasterKey.practice(1));
    private static final String[] WORDS =
            ("the of and to in that with have be a for it as was on are by this from at his they which or had an were"
                            + " there been their has would what will all if can said who one so up them some could him"
                            + " into its then two out time more these now than first other about after any work")
                    .split(" ");

    private static SparkSession spark;

    private final List<String> biting = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
        spark.conf().set("spark.sql.shuffle.partitions", "3");
    }

    @Test
    void everyPipelineLeavesWhatItLeavesOnOneMachine() throws Exception {
        Path marked = marked(4);
        for (List<String> rules : List.of(
                List.of("fineweb"),
                List.of("c4"),
                List.of("ccnet"),
                List.of("gopher"),
                List.of("dolma"),
                List.of("refinedweb"),
                List.of("slimpajama"))) {
            assertSame(rules, marked, rules.get(0).equals("refinedweb") ? "lake://" : "");
        }
        assertThat(biting).hasSizeGreaterThan(3);
    }

    @Test
    void rulesWithKeysFollowEachOtherInAnyOrder() throws Exception {
        Path marked = marked(3);
        assertSame(List.of("exact-substring", "dolma-paragraphs", "minhash-lee", "c4-spans"), marked, "");
        assertSame(List.of("minhash-fineweb", "exact-substring-all", "ccnet-paragraphs"), marked, "");
    }

    @Test
    void oneFileIsAsMany() throws Exception {
        assertSame(List.of("refinedweb", "dolma-paragraphs"), marked(1), "");
    }

    @Test
    void wrongInputIsNamedAndNothingIsLeft() throws Exception {
        Path marked = marked(2);
        Path out = folder.resolve("out");
        Path extra = folder.resolve("extra.jsonl");
        Files.writeString(
                extra,
                Files.readString(marked.resolve(PlacementFile.NAME))
                        + "{\"document\":\"no\",\"trap\":\"trap-000001\",\"offset\":1,\"copy\":1}\n");
        assertThatThrownBy(() -> SurvivalJob.run(
                        spark,
                        new SurvivalJob.Options(
                                marked.resolveSibling("traps.jsonl").toString(),
                                extra.toString(),
                                inputs(marked),
                                List.of("c4"),
                                "",
                                out.toString(),
                                Existing.REFUSE)))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("name 1 documents that the input lacks, such as \"no\"");
        Files.writeString(marked.resolve("f1.jsonl"), "{\"id\":7}\n");
        assertThatThrownBy(() -> SurvivalJob.run(spark, options(List.of("c4"), marked, "", out)))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("f1.jsonl, line 1");
        assertThat(out).doesNotExist();
        assertThat(folder.resolve("_out.unfinished")).doesNotExist();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalJob.run(spark, options(List.of("no"), marked, "", out)))
                .withMessageContaining("rules must be of");
    }

    private void assertSame(List<String> names, Path marked, String scheme) throws IOException {
        List<SurvivalRule> rules = SurvivalRules.of(names);
        Path local = Files.createTempDirectory(folder, "local");
        StringBuilder fates = new StringBuilder();
        SurvivalReport expected;
        try (MarkedCorpus corpus = MarkedCorpus.open(
                inputs(marked).stream().map(Path::of).toList(),
                TrapFile.read(marked.resolveSibling("traps.jsonl")),
                PlacementFile.read(marked.resolve(PlacementFile.NAME)))) {
            expected = SurvivalSimulator.of(rules)
                    .withFates(fate -> fates.append(fate.json()).append('\n'))
                    .run(corpus, folder);
        }
        Files.writeString(local.resolve(SurvivalJob.REPORT), expected.json(rules) + "\n");
        Path out = Files.createTempDirectory(folder, "cluster").resolve("out");
        assertThat(SurvivalJob.run(spark, options(names, marked, scheme, out)))
                .as("%s", names)
                .isEqualTo(expected);
        assertThat(Files.readAllLines(out.resolve(SurvivalJob.COPIES)))
                .containsExactlyInAnyOrderElementsOf(fates.toString().lines().toList());
        Files.copy(out.resolve(SurvivalJob.COPIES), local.resolve(SurvivalJob.COPIES));
        Folders.assertSame(out, local);
        if (fates.indexOf("\"state\":\"gone\"") >= 0) {
            biting.add(names.get(0));
        }
    }

    private static SurvivalJob.Options options(List<String> rules, Path marked, String scheme, Path out)
            throws IOException {
        return new SurvivalJob.Options(
                marked.resolveSibling("traps.jsonl").toString(),
                marked.resolve(PlacementFile.NAME).toString(),
                inputs(marked).stream().map(input -> scheme + input).toList(),
                rules,
                "",
                scheme + out,
                Existing.REFUSE);
    }

    private static List<String> inputs(Path marked) throws IOException {
        return Folders.names(marked).stream()
                .filter(name -> name.startsWith("f"))
                .map(name -> marked.resolve(name).toString())
                .toList();
    }

    /** A corpus of repeated paragraphs, near-duplicates and ids that come twice, with traps. */
    private Path marked(int files) throws IOException {
        RandomGenerator random = RandomStream.of(7, "survival-job");
        List<String> paragraphs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            paragraphs.add(paragraph(random));
        }
        List<String> documents = new ArrayList<>();
        for (int d = 0; d < 120; d++) {
            String text = paragraph(random) + "\\n" + paragraphs.get(random.nextInt(40)) + "\\n" + paragraph(random);
            if (d > 20 && random.nextInt(2) == 0) {
                text = documents.get(random.nextInt(d)) + " once more.";
            }
            documents.add(text);
        }
        Path corpus = Files.createTempDirectory(folder, "corpus");
        for (int f = 0; f < files; f++) {
            StringBuilder rows = new StringBuilder();
            for (int d = f * 120 / files; d < (f + 1) * 120 / files; d++) {
                int id = d % 50 == 49 ? 3 : d;
                rows.append("{\"id\":\"d").append(id).append("\",\"text\":\"");
                rows.append(documents.get(d)).append("\"}\n");
            }
            Files.write(corpus.resolve("f" + f + ".jsonl"), rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        Path registry = Files.createTempDirectory(folder, "marked");
        Path marked = registry.resolve("files");
        REGISTRY.write(registry, ControlsFile.OMIT);
        CorpusInsertion.of(InsertionPlan.ofDocuments(REGISTRY.traps(), MasterKey.practice(2), 40)
                        .withPerDocument(1))
                .insert(List.of(corpus), marked, Progress.none());
        return marked;
    }

    private static String paragraph(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int s = 0; s < 4; s++) {
            for (int w = 0; w < 10; w++) {
                text.append(w == 0 ? "Then " : WORDS[random.nextInt(WORDS.length)] + " ");
            }
            text.append("place").append(random.nextInt(9)).append(". ");
        }
        return text.toString().strip();
    }
}
