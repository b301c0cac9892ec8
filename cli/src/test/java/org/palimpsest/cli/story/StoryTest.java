package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

/** The whole story at its smallest size, once; every test then asks it again. */
class StoryTest {
    private static final StoryPlan PLAN = StoryPlan.tiny();
    private static final long SEED = 7;

    @TempDir
    private static Path first;

    @TempDir
    private Path second;

    private static List<String> told = List.of();

    @BeforeAll
    static void tell() throws IOException {
        told = tell(first);
    }

    private static List<String> tell(Path root) throws IOException {
        try (StoryFolder folder = StoryFolder.open(root, SEED, 99, PLAN, StoryFolder.Existing.CONTINUE)) {
            return facts(new Story(folder, PLAN, 2, Progress.none()).run());
        }
    }

    /** All numbers of the evidence, but for times. */
    private static List<String> facts(StoryEvidence evidence) {
        List<String> facts = new ArrayList<>(verdicts(evidence));
        for (SuspectEvidence suspect : evidence.suspects()) {
            facts.add(suspect.ghosts().pooled() + " " + suspect.ghosts().ranks() + " " + suspect.ghostsHolmLog10P());
            facts.add(suspect.perplexity() + " " + suspect.lastWords().hitSecrets());
            facts.add(suspect.order().statistic() + " " + suspect.order().permutationP() + " "
                    + suspect.order().log10E() + " " + suspect.order().n() + " " + suspect.orderHolmLog10P());
        }
        facts.add(evidence.referenceAlone().statistic() + " "
                + evidence.lengthAgainstOrder().statistic());
        for (Role role : Role.values()) {
            facts.add(Arrays.toString(evidence.nats().of(role)));
        }
        return facts;
    }

    private static List<String> verdicts(StoryEvidence evidence) {
        assertThat(evidence.suspects())
                .extracting(SuspectEvidence::role)
                .containsExactly(Role.ALICE, Role.BOB, Role.CAROL);
        assertThat(evidence.randomisation()).isEqualTo(Randomisation.UNVERIFIED);
        assertThat(evidence.wallSeconds()).isPositive();
        assertThat(evidence.seconds()).containsKeys("training", "fine-tuning", "scoring documents", "tests");
        return evidence.suspects().stream()
                .map(s -> s.role() + " " + s.ghostsVerdict() + " " + s.orderVerdict())
                .toList();
    }

    private static FileTime time(Path root, Role role) throws IOException {
        return Files.getLastModifiedTime(
                root.resolve("models").resolve(role.key()).resolve("model.safetensors"));
    }

    @Test
    void everyArtefactIsThere() {
        for (String name : List.of(
                "story.json",
                "tokenizer.json",
                "corpus/published.jsonl",
                "corpus/other.jsonl",
                "corpus/held-out.jsonl",
                "registry/registry.jsonl",
                "registry/traps.jsonl",
                "registry/commitment.json",
                "marked/published.jsonl",
                "marked/placements.jsonl",
                "transcript.jsonl",
                "order-commitment.json",
                "losses.jsonl")) {
            assertThat(first.resolve(name)).isNotEmptyFile();
        }
        for (Role role : Role.values()) {
            assertThat(first.resolve("models/" + role.key())).isDirectoryContaining("glob:**model.safetensors");
            assertThat(first.resolve("scores/" + role.key() + ".jsonl")).isNotEmptyFile();
            assertThat(first.resolve("losses/" + role.key() + ".json")).isNotEmptyFile();
            assertThat(Files.exists(first.resolve("scores/ghosts-" + role.key() + ".json")))
                    .isEqualTo(role != Role.REFERENCE);
        }
    }

    @Test
    void aSecondRunReusesTheModelsAndFindsTheSame() throws IOException {
        Map<Role, FileTime> before = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            before.put(role, time(first, role));
        }
        assertThat(tell(first)).isEqualTo(told);
        for (Role role : Role.values()) {
            assertThat(time(first, role)).isEqualTo(before.get(role));
        }
    }

    @Test
    void theSameSeedTellsTheSameStoryElsewhereAndAnInterruptedOneGoesOn() throws IOException {
        List<String> again = tell(second);
        assertThat(again.subList(0, 3)).isEqualTo(told.subList(0, 3));
        for (String name : List.of(
                "story.json",
                "tokenizer.json",
                "registry/registry.jsonl",
                "registry/commitment.json",
                "marked/published.jsonl",
                "marked/placements.jsonl",
                "transcript.jsonl")) {
            assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
        }

        FileTime alice = time(second, Role.ALICE);
        Path bob = second.resolve("models/bob");
        for (String name : List.of("model.safetensors", "config.json", "tokenizer.json")) {
            Files.delete(bob.resolve(name));
        }
        Files.delete(bob);
        Files.delete(second.resolve("scores/bob.jsonl"));
        Files.delete(second.resolve("scores/ghosts-bob.json"));
        Path stray = Files.createDirectories(second.resolve("models/.palimpsest-1-1.tmp"));
        Files.writeString(stray.resolve("model.safetensors"), "half");
        Files.writeString(second.resolve("scores/.palimpsest-1-2.tmp"), "{\"id\":");
        assertThat(tell(second).subList(0, 3)).isEqualTo(told.subList(0, 3));
        assertThat(time(second, Role.ALICE)).isEqualTo(alice);
        assertThat(bob.resolve("model.safetensors")).exists();
        assertThat(stray).doesNotExist();
        assertThat(second.resolve("scores/.palimpsest-1-2.tmp")).doesNotExist();
    }

    @Test
    void aStoryOfAnotherSeedOrSizeIsRefusedAndKept() throws IOException {
        String state = Files.readString(first.resolve("story.json"));
        assertThatThrownBy(() -> StoryFolder.open(first, SEED + 1, 99, PLAN, StoryFolder.Existing.CONTINUE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("holds a story of seed 7; choose another folder, or --force to begin anew");
        assertThatThrownBy(() -> StoryFolder.open(first, SEED, 99, StoryPlan.standard(), StoryFolder.Existing.CONTINUE))
                .hasMessageContaining("holds a story of seed 7 and another size");
        assertThat(first.resolve("story.json")).hasContent(state);
        assertThat(first.resolve("models/alice/model.safetensors")).exists();
    }

    @Test
    void otherFilesAreNeverTouched() throws IOException {
        Files.writeString(second.resolve("thesis.txt"), "mine");
        for (StoryFolder.Existing existing : StoryFolder.Existing.values()) {
            assertThatThrownBy(() -> StoryFolder.open(second, SEED, 99, PLAN, existing))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("holds other files");
        }
        assertThat(second.resolve("thesis.txt")).hasContent("mine");
    }

    @Test
    void anUntrainedSizeShowsNothing() {
        assertThat(told.subList(0, 3))
                .allSatisfy(line -> assertThat(line).doesNotContain(Verdict.RANDOMISED_EVIDENCE.name()));
    }
}
