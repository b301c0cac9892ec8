package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.Trap;

class SurvivalSimulatorTest {
    private static final String TRAP = "quiet rivers carry old letters";

    @TempDir
    private Path folder;

    /** Drops documents that hold a word. */
    private record Without(String word) implements DocumentRule {
        @Override
        public String name() {
            return "without-" + word;
        }

        @Override
        public String source() {
            return "this test";
        }

        @Override
        public Ruling judge(MarkedText text) {
            return text.text().contains(word) ? Ruling.drop(word) : Ruling.keep(text);
        }
    }

    @Test
    void rulesActInTheirOrderOnWhatTheOnesBeforeLeft() throws IOException {
        MarkedDocument first = Planted.document("a", "bad\n" + TRAP, TRAP);
        MarkedDocument second = Planted.document("b", "good\n" + TRAP, TRAP);
        SurvivalRule paragraphs = ParagraphRule.ccNet();
        SurvivalReport before = Planted.run(folder, List.of(new Without("bad"), paragraphs), first, second);
        assertThat(before.after("ghost", 0).whole()).isEqualTo(1);
        assertThat(before.after("ghost", 1).whole())
                .as("the only paragraph of its kind by then")
                .isEqualTo(1);
        SurvivalReport after = Planted.run(folder, List.of(paragraphs, new Without("bad")), first, second);
        assertThat(after.after("ghost", 0).gone()).isEqualTo(2);
        assertThat(after.after("ghost", 0).taken()).containsEntry("repeated-paragraph", 2L);
        assertThat(after.dropped()).containsExactly(0L, 1L);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void tellsTheFateOfEveryCopy() throws IOException {
        String half = TRAP.substring(0, 15);
        SurvivalRule cut = new ExactSubstringRule(15, Spelling.bytes(), Occurrences.ALL_BUT_FIRST);
        List<CopyFate> fates = new ArrayList<>();
        SurvivalReport report = SurvivalSimulator.of(List.of(cut, new Without("bad")))
                .withFates(fates::add)
                .run(
                        Planted.source(List.of(
                                MarkedDocument.of("a", half),
                                Planted.document("b", "x " + TRAP + " y", TRAP),
                                Planted.document("c", "bad z silver clocks", "silver clocks"))),
                        folder);
        assertThat(fates).hasSize(2);
        assertThat(fates.get(0))
                .isEqualTo(new CopyFate(
                        "b", "t", "ghost", 1, CopyState.DAMAGED, 13.0 / 26, "exact-substring", "repeated-substring"));
        assertThat(fates.get(1)).isEqualTo(new CopyFate("c", "t", "ghost", 1, CopyState.GONE, 0, "without-bad", "bad"));
        assertThat(report.after("ghost", 0).damaged()).isEqualTo(1);
        assertThat(report.after("ghost", 1).damaged()).isEqualTo(1);
        assertThat(report.after("ghost", 1).gone()).isEqualTo(1);
    }

    @Test
    void agreesWithRulesAppliedToTheWholeCorpusOneByOne() throws IOException {
        RandomGenerator random = Planted.random("pipelines");
        for (int run = 0; run < 40; run++) {
            List<MarkedDocument> documents = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                StringBuilder text = new StringBuilder();
                for (int line = 0; line < 4; line++) {
                    text.append(random.nextInt(3) == 0 ? TRAP : Planted.sentence(random.nextInt(4) * 10, 6))
                            .append(random.nextBoolean() ? "\n" : " ");
                }
                documents.add(Planted.document("d" + i, text.toString(), TRAP));
            }
            List<SurvivalRule> rules = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                rules.add(List.of(
                                ParagraphRule.ccNet(),
                                ParagraphRule.dolma(),
                                new ExactSubstringRule(40, Spelling.bytes(), Occurrences.ALL),
                                new SentenceSpanRule(2, 0, 0),
                                new Without("aaaak"))
                        .get(random.nextInt(5)));
            }
            SurvivalReport report = SurvivalSimulator.of(rules).run(Planted.source(documents), folder);
            List<MarkedDocument> now = documents;
            for (int rule = 0; rule < rules.size(); rule++) {
                now = behind(rules.get(rule), now);
                long whole =
                        now.stream().mapToLong(SurvivalSimulatorTest::whole).sum();
                assertThat(
                                report.families().isEmpty()
                                        ? 0
                                        : report.after("ghost", rule).whole())
                        .isEqualTo(whole);
            }
        }
    }

    private static List<MarkedDocument> behind(SurvivalRule rule, List<MarkedDocument> documents) {
        RuleRun run = rule.begin();
        for (int pass = 0; pass < run.observations(); pass++) {
            for (MarkedDocument document : documents) {
                run.observe(pass, document);
            }
        }
        List<MarkedDocument> left = new ArrayList<>();
        for (MarkedDocument document : documents) {
            MarkedText text = run.apply(document).text();
            if (text != null) {
                left.add(document.with(text));
            }
        }
        return left;
    }

    private static long whole(MarkedDocument document) {
        int[] units = document.content().units(document.copies().size());
        return IntStream.range(0, units.length)
                .filter(i -> units[i] == document.copies().get(i).units())
                .count();
    }

    @Test
    void marksFollowEveryPipelineThroughNoise() throws IOException {
        RandomGenerator random = Planted.random("marks");
        for (PipelinePreset preset : PipelinePreset.values()) {
            List<MarkedDocument> documents = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                documents.add(Planted.document(
                        "d" + i, Planted.noise(random) + " " + TRAP + "\n" + Planted.noise(random), TRAP));
            }
            SurvivalReport report = SurvivalSimulator.of(preset.rules()).run(Planted.source(documents), folder);
            assertThat(report.documents()).isEqualTo(60);
            assertThat(report.after("ghost", 0).copies()).isEqualTo(60);
        }
    }

    @Test
    void corpusFindsCopiesAtTheirPlaces() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.jsonl"),
                "{\"id\":\"x\",\"text\":\"one " + TRAP + "\"}\n{\"id\":\"k\",\"text\":\"p\u0430lm\"}\n");
        List<Trap> traps = List.of(new Trap("t", "ghost", TRAP), new Trap("u", "lookalike", "6b6579"));
        Path rows = Files.writeString(folder.resolve("placements.jsonl"), """
                {"document":"x","trap":"t","offset":4,"copy":1}
                {"document":"k","trap":"u","offset":0,"copy":1}
                """);
        try (MarkedCorpus corpus = MarkedCorpus.open(List.of(file), traps, PlacementFile.read(rows))) {
            MarkedDocument ghost = Objects.requireNonNull(corpus.read());
            assertThat(ghost.content().marks()).containsExactly(new Mark(4, 4 + TRAP.length(), 0));
            MarkedDocument key = Objects.requireNonNull(corpus.read());
            assertThat(key.content().marks()).containsExactly(new Mark(1, 2, 0));
            assertThat(corpus.read()).isNull();
        }
    }

    @Test
    void aKeyThatChangedNoLetterLeavesNothingToFollow() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"id\":\"x\",\"text\":\"dull mud\"}\n");
        List<Trap> traps = List.of(new Trap("u", LookAlikeFamily.NAME, "6b6579"), new Trap("t", "ghost", "key"));
        try (MarkedCorpus corpus = MarkedCorpus.open(List.of(file), traps, List.of(new Placement("x", "u", 0, 1)))) {
            MarkedDocument document = Objects.requireNonNull(corpus.read());
            assertThat(document.copies()).isEmpty();
            assertThat(document.content().marks()).isEmpty();
        }
        for (Placement wrong : List.of(new Placement("x", "u", 5, 1), new Placement("x", "t", 0, 1))) {
            MarkedCorpus corpus = MarkedCorpus.open(List.of(file), traps, List.of(wrong));
            assertThatThrownBy(corpus::read)
                    .isInstanceOf(CorruptInputException.class)
                    .hasMessageContaining("document x does not hold copy 1 of " + wrong.trap());
        }
        String text = "peace and hope";
        String key = IntStream.range(0, 200)
                .mapToObj(k -> Integer.toHexString(0x100 + k * 17).repeat(2))
                .filter(k -> !LookAlikes.isWrittenUnder(text, k))
                .findFirst()
                .orElseThrow();
        Path plain = Files.writeString(folder.resolve("b.jsonl"), "{\"id\":\"x\",\"text\":\"" + text + "\"}\n");
        MarkedCorpus other = MarkedCorpus.open(
                List.of(plain),
                List.of(new Trap("u", LookAlikeFamily.NAME, key)),
                List.of(new Placement("x", "u", 0, 1)));
        assertThatThrownBy(other::read)
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("document x does not hold copy 1 of u");
    }

    @Test
    void placementsThatDoNotFitAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"id\":\"x\",\"text\":\"one " + TRAP + "\"}\n");
        List<Trap> traps = List.of(new Trap("t", "ghost", TRAP));
        MarkedCorpus shifted = MarkedCorpus.open(List.of(file), traps, List.of(new Placement("x", "t", 3, 1)));
        assertThatThrownBy(shifted::read)
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("document x does not hold copy 1 of t at offset 3; give the files");
        MarkedCorpus missing = MarkedCorpus.open(List.of(file), traps, List.of(new Placement("y", "t", 3, 1)));
        assertThatThrownBy(() -> SurvivalSimulator.of(PipelinePreset.C4.rules()).run(missing, folder))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("name 1 documents that the input lacks, such as \"y\"");
        assertThatThrownBy(() -> MarkedCorpus.open(List.of(file), traps, List.of(new Placement("x", "v", 3, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("placements must name traps of the registry, got \"v\" in document x");
        Path rows =
                Files.writeString(folder.resolve("p.jsonl"), "{\"document\":\"x\",\"trap\":\"t\",\"offset\":1.5}\n");
        assertThatThrownBy(() -> PlacementFile.read(rows))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("field \"offset\" must be a whole number");
    }

    @Test
    void marksMustFit() {
        assertThatThrownBy(() -> new MarkedText("abc", List.of(new Mark(1, 3, 0), new Mark(2, 3, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("marks must ascend, be disjoint and end by 3, got [2, 3) after 3");
        assertThatThrownBy(() -> new Mark(2, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mark must hold 0 <= start < end and copy >= 0, got 2, 2 and 0");
        assertThatThrownBy(() -> SurvivalSimulator.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rules must be 1 or more, got none");
    }
}
