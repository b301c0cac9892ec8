package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.LabelPermutationTest;

/** Runs the blind baselines: bag of words, runs of words, surface features, and date where it is recorded. */
final class BlindBaselines {
    private static final int FOLDS = 5;
    private static final List<BlindBaseline> ALL =
            List.of(new BagOfWords(), WordNgrams.withDefaults(), new SurfaceFeatures(), new DateFeatures());

    private final int permutations;
    private final long seed;
    private final Progress progress;
    private final List<BlindFit> fits = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    BlindBaselines(int permutations, long seed, Progress progress) {
        this.permutations = permutations;
        this.seed = seed;
        this.progress = progress;
    }

    /** Runs all of them on labelled texts. */
    BlindBaselines run(List<ScoredText> texts, Labels labels) {
        for (BlindBaseline baseline : ALL) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < labels.texts().length; i++) {
                if (baseline.covers(texts.get(labels.texts()[i]))) {
                    places.add(i);
                }
            }
            Labels covered = labels.only(places);
            int folds = folds(covered);
            if (folds >= 2) {
                fits.add(run(baseline, texts, covered, folds));
            } else {
                refused.add(Refusal.ofAttack(
                        baseline.name(),
                        "not run: 2 members and 2 non-members with " + baseline.needs() + " are needed, there are "
                                + covered.memberCount() + " and " + covered.nonMemberCount()));
            }
        }
        return this;
    }

    private static int folds(Labels labels) {
        int most = Math.min(FOLDS, Math.min(labels.memberCount(), labels.nonMemberCount()));
        long groups = Arrays.stream(labels.groups()).distinct().count();
        return labels.groups().length == 0 ? most : (int) Math.min(most, groups);
    }

    private BlindFit run(BlindBaseline baseline, List<ScoredText> texts, Labels labels, int folds) {
        List<ScoredText> covered =
                Arrays.stream(labels.texts()).mapToObj(texts::get).toList();
        SparseFeatures features = baseline.features(covered);
        CrossFit procedure = new CrossFit(features, baseline.classifier(), folds, labels.groups(), seed);
        try (Progress.Task task = progress.begin("blind baseline " + baseline.name(), permutations + 1L, "fits")) {
            LabelPermutationTest test = LabelPermutationTest.withDefaults()
                    .with(Alternative.GREATER)
                    .withGroups(labels.permutedGroups());
            SequentialPermutation.Outcome result = new SequentialPermutation(test, permutations, seed)
                    .test(labels.members(), members -> {
                        double auc = procedure.auc(members);
                        synchronized (task) {
                            task.advance(1);
                        }
                        return auc;
                    });
            BlindResult worth = new BlindResult(
                    baseline.name(),
                    covered.size(),
                    labels.memberCount(),
                    features.columns(),
                    folds,
                    result.test(),
                    result.permutations());
            return new BlindFit(worth, labels, procedure.scored(labels.members()));
        }
    }

    List<BlindResult> results() {
        return fits.stream().map(BlindFit::result).toList();
    }

    /** The fit of the largest area, the first of equal ones; null if none was run. */
    @Nullable
    BlindFit strongest() {
        BlindFit strongest = null;
        for (BlindFit fit : fits) {
            strongest =
                    strongest == null || fit.result().auc() > strongest.result().auc() ? fit : strongest;
        }
        return strongest;
    }

    List<Refusal> refused() {
        return List.copyOf(refused);
    }
}
