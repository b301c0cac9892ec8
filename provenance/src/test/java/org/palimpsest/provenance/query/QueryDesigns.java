package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.PositionScores;
import org.palimpsest.stats.RandomStream;

/**
 * Null audits: documents with lengths and sources, a suspect and two references that share the difficulty of documents, and an order
 * drawn afterwards, so that nothing depends on it. Each design of the query test gives a p-value of them.
 */
final class QueryDesigns {
    private static final int DOCUMENTS = 240;
    private static final QueryTest TEST = QueryTest.withDefaults().withPermutations(199);

    private QueryDesigns() {}

    /** A way to audit that should reject a share alpha of null draws, or less. */
    record Design(String name, IntFunction<Double> pValue) {}

    /** Documents and what models think of them. */
    @SuppressWarnings("ArrayRecordComponent") // made here, read once
    private record World(
            double[] positions, int[] source, double[] length, double[] suspect, double[] first, double[] second) {
        static World draw(int run, int[] shuffledWithin) {
            RandomGenerator random = RandomStream.of(run, "null audit");
            double[] length = new double[DOCUMENTS];
            double[] suspect = new double[DOCUMENTS];
            double[] first = new double[DOCUMENTS];
            double[] second = new double[DOCUMENTS];
            for (int i = 0; i < DOCUMENTS; i++) {
                int source = i % 4;
                length[i] = Math.exp(random.nextGaussian() + source);
                double hard = -3 + source + random.nextGaussian() / Math.sqrt(length[i]);
                double heavy = random.nextGaussian() / Math.max(0.05, Math.abs(random.nextGaussian()));
                suspect[i] = hard + 0.2 * heavy;
                first[i] = 0.8 * hard + 0.1 * random.nextGaussian();
                second[i] = hard * hard / 4 + 0.1 * random.nextGaussian();
            }
            return new World(
                    shuffled(shuffledWithin, random),
                    IntStream.range(0, DOCUMENTS).map(i -> i % 4).toArray(),
                    length,
                    suspect,
                    first,
                    second);
        }

        /** Positions in a random order inside each block. */
        private static double[] shuffled(int[] block, RandomGenerator random) {
            double[] positions = new double[DOCUMENTS];
            int next = 0;
            for (int label : IntStream.of(block).distinct().toArray()) {
                int[] members = IntStream.range(0, DOCUMENTS)
                        .filter(i -> block[i] == label)
                        .toArray();
                for (int k : RandomStream.permutation(members.length, random)) {
                    positions[members[k]] = next++;
                }
            }
            return positions;
        }
    }

    private static int[] one() {
        return new int[DOCUMENTS];
    }

    /** Sources one after the other, each shuffled: a curriculum. */
    private static int[] sources() {
        return IntStream.range(0, DOCUMENTS).map(i -> i % 4).toArray();
    }

    static List<Design> all() {
        List<Design> designs = new ArrayList<>();
        designs.add(plain("no reference", world -> world.suspect));
        designs.add(plain("difference", world -> scores(world, 0, false, world.first)));
        designs.add(plain("mean of two references", world -> scores(world, 0, false, world.first, world.second)));
        designs.add(plain("polynomial of degree 4", world -> scores(world, 4, false, world.first)));
        designs.add(plain(
                "two polynomials of degree 2 and length", world -> scores(world, 2, true, world.first, world.second)));
        for (PositionScores scores : List.of(PositionScores.LOG_RECENCY, PositionScores.EXPONENTIAL_RECENCY)) {
            designs.add(new Design(scores + ", difference", run -> {
                World world = World.draw(run, one());
                return TEST.with(scores)
                        .withSeed(run)
                        .test(world.positions, scores(world, 0, false, world.first))
                        .permutationP();
            }));
        }
        designs.add(new Design("ends of 10 %", run -> ends(run).permutationP()));
        designs.add(new Design(
                "ends of 10 %, saddle point", run -> Math.pow(10, ends(run).saddlePointLog10P())));
        designs.add(
                new Design("curriculum of 4 sources, strata", run -> strata(run).permutationP()));
        designs.add(new Design(
                "curriculum of 4 sources, strata, saddle point",
                run -> strata(run).p()));
        designs.add(new Design(
                "curriculum of 4 sources, strata, e-value",
                run -> fromE(strata(run).log10E())));
        designs.add(new Design("two epochs, each shuffled", run -> epochs(run).permutationP()));
        designs.add(new Design("packed sequences of 4, mean", run -> packed(run).permutationP()));
        designs.add(new Design("e-value at the end", run -> {
            World world = World.draw(run, one());
            return fromE(TEST.test(world.positions, scores(world, 0, false, world.first))
                    .log10E());
        }));
        designs.add(new Design("e-process, stopped at the best moment", QueryDesigns::stopped));
        return designs;
    }

    /** What must fail: it shows that the bench would see a test that does not hold its level. */
    static List<Design> broken() {
        return List.of(
                new Design("broken: curriculum of 4 sources, no strata", run -> {
                    World world = World.draw(run, sources());
                    return TEST.withSeed(run)
                            .test(world.positions, world.suspect)
                            .permutationP();
                }),
                new Design("broken: packed sequences of 4, each", run -> {
                    World world = World.draw(run, one());
                    return TEST.withSeed(run)
                            .test(new QueryData(sequences(world), repeated(world.suspect), null, false))
                            .permutationP();
                }));
    }

    private interface Scored {
        double[] of(World world);
    }

    private static Design plain(String name, Scored scored) {
        return new Design(name, run -> {
            World world = World.draw(run, one());
            return TEST.withSeed(run).test(world.positions, scored.of(world)).permutationP();
        });
    }

    private static double[] scores(World world, int degree, boolean length, double[]... references) {
        List<double[]> covariates = length ? List.of(world.length) : List.of();
        return new ReferenceFit(degree).scores(world.suspect, List.of(references), covariates);
    }

    private static QueryTest.Result ends(int run) {
        World world = World.draw(run, one());
        QueryData data = new QueryData(world.positions, scores(world, 0, false, world.first), null, true);
        return TEST.withSeed(run).test(data.rows(new RowDesign(0.1, 40).choose(world.positions, run)));
    }

    private static QueryTest.Result strata(int run) {
        World world = World.draw(run, sources());
        return TEST.withSeed(run).test(new QueryData(world.positions, world.suspect, world.source, false));
    }

    private static QueryTest.Result epochs(int run) {
        World first = World.draw(run, one());
        RandomGenerator random = RandomStream.of(run, "second epoch");
        int[] again = RandomStream.permutation(DOCUMENTS, random);
        double[] positions = Arrays.copyOf(first.positions, 2 * DOCUMENTS);
        double[] scores = Arrays.copyOf(first.suspect, 2 * DOCUMENTS);
        int[] epoch = new int[2 * DOCUMENTS];
        for (int i = 0; i < DOCUMENTS; i++) {
            positions[DOCUMENTS + i] = DOCUMENTS + again[i];
            scores[DOCUMENTS + i] = first.suspect[i];
            epoch[DOCUMENTS + i] = 1;
        }
        return TEST.withSeed(run).test(new QueryData(positions, scores, epoch, false));
    }

    /** Four documents a sequence, which have their score nearly in common. */
    private static double[] sequences(World world) {
        return IntStream.range(0, 4 * DOCUMENTS)
                .mapToDouble(i -> world.positions[i / 4])
                .toArray();
    }

    private static double[] repeated(double[] suspect) {
        return IntStream.range(0, 4 * DOCUMENTS)
                .mapToDouble(i -> suspect[i / 4] + 1e-3 * (i % 4))
                .toArray();
    }

    private static QueryTest.Result packed(int run) {
        World world = World.draw(run, one());
        QueryData rows = new QueryData(sequences(world), repeated(world.suspect), null, false);
        return TEST.withSeed(run).test(SamePosition.MEAN.apply(rows));
    }

    private static double stopped(int run) {
        World world = World.draw(run, one());
        SequentialQuery plan = SequentialQuery.plan(world.positions, one(), run);
        double best = 0;
        for (int seen = 1; seen <= plan.pairs(); seen++) {
            best = Math.max(best, plan.after(world.suspect, seen, 0.05).log10E());
        }
        return fromE(best);
    }

    private static double fromE(double log10E) {
        return Math.min(1, Math.pow(10, -log10E));
    }
}
