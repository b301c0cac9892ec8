package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.TranscriptReader;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.registry.MasterKey;

class ExperimentPlannerTest {
    private static final MasterKey KEY = MasterKey.practice(4);

    @TempDir
    Path folder;

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static Experiment experiment(String name, int traps, double repetitions, long from, long to) {
        return new Experiment(name, ids(name, traps), repetitions, from, to, 1, 1);
    }

    private StepMap steps(int documents) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < documents; i++) {
            rows.append("{\"index\":")
                    .append(i)
                    .append(",\"id\":\"d")
                    .append(i)
                    .append("\",\"step\":")
                    .append(i)
                    .append("}\n");
        }
        return StepMap.of(TranscriptReader.read(Files.writeString(folder.resolve("order.jsonl"), rows.toString())));
    }

    @Test
    void fractionsAndArmsAreSharesOfTheTraps() {
        Experiment half = new Experiment("half", ids("t", 10), 2.5, 0, Experiment.ALL_STEPS, 0.6, 2);
        List<ExperimentCopy> copies = ExperimentPlanner.of(List.of(half), KEY).plan(ids("d", 40));
        Map<String, Integer> treated = new HashMap<>();
        Map<String, Integer> control = new HashMap<>();
        Map<String, Set<String>> arms = new HashMap<>();
        Set<String> pairs = new HashSet<>();
        for (ExperimentCopy copy : copies) {
            Map<String, Integer> arm = copy.arm() == ExperimentCopy.Arm.TREATED ? treated : control;
            arm.merge(copy.copy().trap(), 1, Integer::sum);
            arms.computeIfAbsent(copy.copy().document(), id -> new HashSet<>())
                    .add(copy.arm().label());
            assertThat(pairs.add(copy.copy().document() + copy.copy().trap())).isTrue();
        }
        assertThat(treated.values()).containsExactlyInAnyOrder(2, 2, 2, 3, 3, 3);
        assertThat(control.values()).containsExactlyInAnyOrder(2, 2, 3, 3);
        assertThat(arms.values()).allSatisfy(labels -> assertThat(labels).hasSize(1));
        Experiment rare = new Experiment("rare", ids("t", 10), 0.5, 0, Experiment.ALL_STEPS, 1, 1);
        assertThat(ExperimentPlanner.of(List.of(rare), KEY).plan(ids("d", 5))).hasSize(5);
    }

    @Test
    void documentsGoWhereTheyAreNeededWhateverTheOrderOfExperiments() throws IOException {
        Experiment anywhere = experiment("any", 6, 1, 0, Experiment.ALL_STEPS);
        Experiment early = experiment("early", 4, 1, 0, 4);
        StepMap steps = steps(10);
        for (List<Experiment> order : List.of(List.of(anywhere, early), List.of(early, anywhere))) {
            List<ExperimentCopy> copies =
                    ExperimentPlanner.of(order, KEY).withSteps(steps).plan(ids("d", 10));
            Set<String> documents = new HashSet<>();
            for (ExperimentCopy copy : copies) {
                assertThat(documents.add(copy.copy().document())).isTrue();
                if (copy.experiment().equals("early")) {
                    assertThat(steps.step(copy.copy().document()).orElseThrow()).isLessThan(4);
                }
            }
            assertThat(documents).hasSize(10);
        }
    }

    @Test
    void aPlanIsFoundExactlyWhereThereIsOne() throws IOException {
        StepMap steps = steps(12);
        int found = 0;
        for (int round = 0; round < 300; round++) {
            RandomGenerator random = RandomStream.of(round, "windows");
            List<Experiment> experiments = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int from = random.nextInt(10);
                experiments.add(
                        experiment("e" + i + "-", 1 + random.nextInt(4), 1, from, from + 1 + random.nextInt(8)));
            }
            boolean possible = hall(experiments);
            ExperimentPlanner planner = ExperimentPlanner.of(experiments, KEY).withSteps(steps);
            if (possible) {
                List<ExperimentCopy> copies = planner.plan(ids("d", 12));
                assertThat(copies.stream()
                                .map(copy -> copy.copy().document())
                                .distinct()
                                .count())
                        .isEqualTo(copies.size());
                found++;
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> planner.plan(ids("d", 12)))
                        .withMessageContaining("lacks ");
            }
        }
        assertThat(found).isBetween(50, 250);
    }

    /** Hall's condition over all sets of experiments. */
    private static boolean hall(List<Experiment> experiments) {
        for (int set = 1; set < 1 << experiments.size(); set++) {
            int wanted = 0;
            Set<Long> documents = new HashSet<>();
            for (int i = 0; i < experiments.size(); i++) {
                if ((set >> i & 1) == 1) {
                    wanted += experiments.get(i).traps().size();
                    for (long d = experiments.get(i).fromStep();
                            d < Math.min(12, experiments.get(i).toStep());
                            d++) {
                        documents.add(d);
                    }
                }
            }
            if (wanted > documents.size()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void orderOfDocumentsDoesNotMatter() {
        List<Experiment> experiments = List.of(
                experiment("a", 5, 2, 0, Experiment.ALL_STEPS), experiment("b", 5, 1.4, 0, Experiment.ALL_STEPS));
        List<String> ids = new ArrayList<>(ids("d", 50));
        List<ExperimentCopy> first = ExperimentPlanner.of(experiments, KEY).plan(ids);
        Collections.reverse(ids);
        ids.addAll(ids.subList(0, 10));
        assertThat(ExperimentPlanner.of(experiments, KEY).plan(ids)).isEqualTo(first);
    }

    @Test
    void saysWhatCannotBe() {
        Experiment a = experiment("a", 5, 1, 0, Experiment.ALL_STEPS);
        Experiment b = experiment("b", 5, 1, 0, Experiment.ALL_STEPS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentPlanner.of(List.of(a, b), KEY).plan(ids("d", 8)))
                .withMessage(
                        "experiment b lacks 2 documents: it needs 5 of the 8 that suit it, which it shares (a needs 5, b needs 5);"
                                + " ask for fewer copies, a wider window or more documents");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentPlanner.of(List.of(a, a), KEY))
                .withMessage("experiments must have different names, got a twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentPlanner.of(List.of(experiment("a", 1, 1, 5, 9)), KEY)
                        .plan(ids("d", 8)))
                .withMessageContaining("experiment a has a window of steps, which needs the training order");
    }

    @Test
    void filesAreReadAndWritten() throws IOException {
        Path file = Files.writeString(
                folder.resolve("e.json"),
                "{\"experiments\":[{\"name\":\"x\",\"traps\":[\"t1\",\"t2\"],\"repetitions\":0.5,\"treated\":0.5}]}");
        List<Experiment> read = ExperimentFiles.read(file);
        assertThat(read)
                .containsExactly(new Experiment("x", List.of("t1", "t2"), 0.5, 0, Experiment.ALL_STEPS, 0.5, 1));
        List<ExperimentCopy> copies = ExperimentPlanner.of(
                        List.of(new Experiment("y", ids("t", 4), 1, 0, Experiment.ALL_STEPS, 0.5, 1)), KEY)
                .plan(ids("d", 9));
        Path plan = folder.resolve("plan.jsonl");
        ExperimentFiles.write(plan, copies);
        assertThat(ExperimentFiles.readTreated(plan)).hasSize(2);
        Files.writeString(file, "{\"experiments\":[{\"name\":\"x\",\"traps\":[\"t1\"],\"repeat\":1}]}");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> ExperimentFiles.read(file))
                .withMessageContaining("fields of an experiment must be of")
                .withMessageEndingWith("got \"repeat\"");
    }
}
