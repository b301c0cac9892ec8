package org.palimpsest.cli.story;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.GhostPrompt;
import org.palimpsest.traps.detection.LastKWordsTest;
import org.palimpsest.traps.detection.ModelScores;
import org.palimpsest.traps.detection.PerplexityTest;
import org.palimpsest.traps.detection.TrapRankTest;
import org.palimpsest.traps.detection.TrapScores;

/** A story with made-up scores: Alice and Bob carry marks and order, Carol carries neither. */
final class SampleStory {
    static final StoryPlan PLAN = StoryPlan.tiny();
    static final int DOCUMENTS = 150;

    private SampleStory() {}

    static StoryReportFacts facts() {
        Map<Role, List<Double>> losses = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            losses.put(role, List.of(7.25, 6.5, 6.0, 5.75));
        }
        return new StoryReportFacts(
                Path.of("some-folder"),
                4711,
                losses,
                "ab".repeat(32),
                "cd".repeat(32),
                18,
                "heron <ladder> ninth",
                "We met heron <ladder> ninth & parted.",
                "1862-lincoln-0017");
    }

    static StoryEvidence evidence(Randomisation randomisation) {
        Likelihoods nats = new Likelihoods();
        nats.put(Role.REFERENCE, noisy("reference", 0));
        nats.put(Role.ALICE, noisy("alice", 3));
        nats.put(Role.BOB, noisy("bob", 2));
        nats.put(Role.CAROL, noisy("carol", 0));
        double[] positions = positions();
        QueryTest both = QueryTest.withDefaults().withPermutations(999).with(Alternative.TWO_SIDED);
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("corpus and tokenizer", 1.2);
        seconds.put("training", 60.0);
        seconds.put("scoring documents", 29.8);
        seconds.put("asking for ghost sentences", 8.6);
        seconds.put("tests", 0.4);
        return new StoryEvidence(
                List.of(
                        suspect(Role.ALICE, nats, 4, randomisation),
                        suspect(Role.BOB, nats, 3, randomisation),
                        suspect(Role.CAROL, nats, 0, randomisation)),
                both.test(positions, nats.of(Role.REFERENCE)),
                both.test(positions, noisy("length", 0)),
                randomisation,
                nats,
                seconds,
                61.4);
    }

    private static SuspectEvidence suspect(Role role, Likelihoods nats, double strength, Randomisation randomisation) {
        ModelScores ghosts = ghosts(role, strength);
        TrapRankTest.Result ranks = TrapRankTest.withDefaults().test(ghosts);
        QueryTest.Result order = QueryTest.withDefaults()
                .withPermutations(999)
                .with(randomisation)
                .test(positions(), nats.of(role), nats.of(Role.REFERENCE));
        double holm = Math.min(0, ranks.pooled().log10PValue() + Math.log10(2));
        double orderHolm = Math.min(0, Math.log10(order.permutationP() * 2));
        return new SuspectEvidence(
                role,
                ranks,
                holm,
                Verdict.of(holm, ranks.smallestLog10P(), PLAN.alpha(), randomisation),
                OptionalDouble.of(Objects.requireNonNull(
                                ranks.conclusion(PLAN.alpha(), randomisation).detectable())
                        .value()),
                PerplexityTest.withDefaults().test(ghosts),
                LastKWordsTest.withDefaults()
                        .test(
                                List.of(GhostPrompt.of("trap-0", "heron ladder ninth june")),
                                (prompts, k) -> List.of(strength > 0 ? " june" : " other")),
                order,
                orderHolm,
                Verdict.of(orderHolm, -3, PLAN.alpha(), randomisation));
    }

    private static ModelScores ghosts(Role role, double strength) {
        RandomGenerator random = RandomStream.of(5, "ghosts of " + role);
        List<TrapScores> traps = new ArrayList<>();
        for (int i = 0; i < PLAN.ghosts(); i++) {
            double[] controls = random.doubles(PLAN.controls()).toArray();
            traps.add(new TrapScores(
                    "trap-" + i, OptionalInt.of(PLAN.dose(i)), random.nextDouble() + strength, controls));
        }
        return new ModelScores(role.label(), traps);
    }

    private static double[] positions() {
        double[] positions = new double[DOCUMENTS];
        Arrays.setAll(positions, t -> t);
        return positions;
    }

    private static double[] noisy(String role, double slope) {
        RandomGenerator random = RandomStream.of(8, role);
        double[] values = new double[DOCUMENTS];
        Arrays.setAll(values, t -> -5 + slope * t / DOCUMENTS + random.nextGaussian());
        return values;
    }
}
