package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Null experiments of rank correlations, plain and in strata, for the calibration table. */
final class StratifiedNulls {
    private StratifiedNulls() {}

    static List<NullExperiment> all() {
        List<NullExperiment> all = new ArrayList<>();
        for (int n : new int[] {5, 12, 14, 50}) {
            String design = "n = " + n + ", no ties";
            all.add(spearman(Alternative.TWO_SIDED, design, random -> line(n), random -> cauchy(n, random)));
        }
        all.add(spearman(Alternative.GREATER, "n = 15, no ties", random -> line(15), random -> cauchy(15, random)));
        all.addAll(tied(Alternative.TWO_SIDED, 8));
        all.addAll(tied(Alternative.GREATER, 15));
        all.addAll(tied(Alternative.LESS, 30));
        all.addAll(tied(Alternative.TWO_SIDED, 200));
        all.addAll(stratified(Alternative.TWO_SIDED, 2, 2, 2, 2, 2, 2));
        all.addAll(stratified(Alternative.LESS, 3, 4, 5));
        all.addAll(stratified(Alternative.TWO_SIDED, 6, 6, 7, 9));
        all.addAll(stratified(Alternative.GREATER, 2, 3, 30));
        all.addAll(stratified(Alternative.TWO_SIDED, 40, 60));
        all.addAll(stratified(Alternative.GREATER, repeated(5, 20)));
        return all;
    }

    private static List<NullExperiment> tied(Alternative alternative, int n) {
        return List.of(
                spearman(
                        alternative,
                        "n = " + n + ", three values against four",
                        random -> Samples.tied(n, 3, random),
                        random -> Samples.tied(n, 4, random)),
                spearman(
                        alternative,
                        "n = " + n + ", line against three values",
                        random -> line(n),
                        random -> Samples.tied(n, 3, random)),
                spearman(
                        alternative,
                        "n = " + n + ", two values against two, one in eight",
                        random -> rare(n, 8, 1, random),
                        random -> rare(n, 8, 1, random)),
                spearman(
                        alternative,
                        "n = " + n + ", a quarter uncommon in four values, both",
                        random -> rare(n, 4, 4, random),
                        random -> rare(n, 4, 4, random)),
                spearman(
                        alternative,
                        "n = " + n + ", line against a tenth uncommon in nine values",
                        random -> line(n),
                        random -> rare(n, 10, 9, random)));
    }

    private static List<NullExperiment> stratified(Alternative alternative, int... sizes) {
        String name =
                sizes.length > 10 ? sizes.length + " strata of " + sizes[0] : "strata of " + Arrays.toString(sizes);
        return List.of(
                stratified(alternative, name + ", no ties", sizes, Samples::uniform, Samples::uniform),
                stratified(
                        alternative,
                        name + ", three values in both",
                        sizes,
                        (n, random) -> Samples.tied(n, 3, random),
                        (n, random) -> Samples.tied(n, 3, random)),
                stratified(
                        alternative,
                        name + ", two groups",
                        sizes,
                        (n, random) -> Samples.tied(n, 2, random),
                        Samples::uniform));
    }

    private static NullExperiment spearman(Alternative alternative, String design, Draw x, Draw y) {
        SpearmanTest test = SpearmanTest.withDefaults().with(alternative);
        return new NullExperiment(
                "SpearmanTest " + alternative.label(),
                design,
                random -> test.test(varied(x, random), varied(y, random)).pValue());
    }

    private static NullExperiment stratified(
            Alternative alternative,
            String design,
            int[] sizes,
            BiFunction<Integer, RandomGenerator, double[]> x,
            BiFunction<Integer, RandomGenerator, double[]> y) {
        int[] strata = IntStream.range(0, sizes.length)
                .flatMap(s -> IntStream.range(0, sizes[s]).map(i -> s))
                .toArray();
        StratifiedRankTest test = StratifiedRankTest.withDefaults().with(alternative);
        return new NullExperiment("StratifiedRankTest " + alternative.label(), design, random -> {
            double[] first = x.apply(strata.length, random);
            double[] second = y.apply(strata.length, random);
            for (int i = 0; i < strata.length; i++) {
                first[i] += 10.0 * strata[i];
                second[i] += 10.0 * strata[i];
            }
            try {
                return test.test(first, second, strata).pValue();
            } catch (IllegalArgumentException nothingVaries) {
                return 1;
            }
        });
    }

    /** Draws until the series varies, as the tests demand; what is left is still exchangeable. */
    private static double[] varied(Draw draw, RandomGenerator random) {
        while (true) {
            double[] values = draw.from(random);
            if (Arrays.stream(values).anyMatch(value -> value != values[0])) {
                return values;
            }
        }
    }

    /** Mostly 0; one in so many observations has one of the values 1, 4, 9, ... instead. */
    private static double[] rare(int n, int oneIn, int values, RandomGenerator random) {
        return IntStream.range(0, n)
                .mapToDouble(i -> {
                    double value = 1 + RandomStream.below(values, random);
                    return RandomStream.below(oneIn, random) == 0 ? value * value : 0;
                })
                .toArray();
    }

    private static double[] line(int n) {
        return Samples.positions(n);
    }

    /** Draws of heavy tails. */
    private static double[] cauchy(int n, RandomGenerator random) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.tan(Math.PI * (random.nextDouble() - 0.5)))
                .toArray();
    }

    private static int[] repeated(int size, int times) {
        int[] sizes = new int[times];
        Arrays.fill(sizes, size);
        return sizes;
    }

    /** Draws a series. */
    private interface Draw {
        double[] from(RandomGenerator random);
    }
}
