package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.palimpsest.provenance.observational.UnitKind;
import org.palimpsest.stats.Alternative;

/** The partition tests of the experiment: on runs of one pass, and on a short transcript whose first half was repeated. */
final class PartitionBench {
    /** New tokens of a text. */
    static final int NEW_TOKENS = 100;

    static final double MAIN_TEMPERATURE = 0.8;
    static final List<Integer> SIZES = List.of(1_000, 3_000, 10_000, 30_000, 100_000);

    private static final int MOST = 1_040;
    private static final int LEAST = 310;
    private static final List<Double> OTHERS = List.of(0.5, 1.0);

    private final Path folder;
    private final RowFile file;
    private final PrintStream out;
    private final Alice alice;
    private final Bob bob;
    private final List<Long> seeds;

    PartitionBench(Path folder, PrintStream out, Alice alice, Bob bob, long[] seeds) {
        this.folder = folder;
        this.file = rows(folder);
        this.out = out;
        this.alice = alice;
        this.bob = bob;
        this.seeds = LongStream.of(seeds).boxed().toList();
    }

    static RowFile rows(Path folder) {
        return new RowFile(folder.resolve("text-power-partition.csv"), PartitionRow.HEADER);
    }

    /** The texts of every writer, made when they are asked for. */
    private interface Texts {
        List<int[]> make() throws IOException;
    }

    /** All seeds; innocents last, for they need the models of the others. */
    void run() throws IOException {
        for (long seed : seeds) {
            repeated(seed);
        }
        for (long seed : seeds) {
            onePass(seed);
        }
        for (long seed : seeds) {
            innocents(seed);
        }
    }

    private PartitionAudits whole(long seed) throws IOException {
        return new PartitionAudits(
                folder.resolve("index-" + seed), alice.sequences(), alice.steps(seed), UnitKind.STEP, seed);
    }

    private PartitionAudits half(long seed) throws IOException {
        return new PartitionAudits(
                folder.resolve("index-short-" + seed),
                alice.shortSequences(),
                alice.shortPositions(seed),
                UnitKind.DOCUMENT,
                seed);
    }

    /** What comes later in the short transcript was never seen, so early parts match better. */
    private void repeated(long seed) throws IOException {
        PartitionAudits audits = half(seed);
        for (int epochs : Alice.EPOCHS) {
            add(
                    audits,
                    seed,
                    "epochs-" + epochs,
                    MAIN_TEMPERATURE,
                    Alternative.LESS,
                    () -> repeatedTexts(seed, epochs, MAIN_TEMPERATURE));
        }
        int most = Alice.EPOCHS.get(Alice.EPOCHS.size() - 1);
        for (double temperature : OTHERS) {
            add(
                    audits,
                    seed,
                    "epochs-" + most,
                    temperature,
                    Alternative.LESS,
                    () -> repeatedTexts(seed, most, temperature));
        }
    }

    private void onePass(long seed) throws IOException {
        PartitionAudits audits = whole(seed);
        int half = Alice.STEPS / 2;
        add(audits, seed, "final", MAIN_TEMPERATURE, Alternative.GREATER, () -> passTexts(seed, Alice.STEPS, MOST));
        add(audits, seed, "half", MAIN_TEMPERATURE, Alternative.LESS, () -> passTexts(seed, half, MOST));
        for (double temperature : OTHERS) {
            Bob.Wish wish = new Bob.Wish(LEAST, NEW_TOKENS, temperature);
            add(
                    audits,
                    seed,
                    "final",
                    temperature,
                    Alternative.GREATER,
                    () -> bob.write("pass-" + Alice.STEPS + "-" + seed, alice.model(seed, Alice.STEPS), wish, seed));
        }
    }

    private void innocents(long seed) throws IOException {
        int most = Alice.EPOCHS.get(Alice.EPOCHS.size() - 1);
        for (long other : seeds) {
            if (other != seed) {
                String name = "order-" + other;
                add(
                        whole(seed),
                        seed,
                        name,
                        MAIN_TEMPERATURE,
                        Alternative.GREATER,
                        () -> passTexts(other, Alice.STEPS, MOST));
                add(
                        half(seed),
                        seed,
                        "short-" + name,
                        MAIN_TEMPERATURE,
                        Alternative.LESS,
                        () -> repeatedTexts(other, most, MAIN_TEMPERATURE));
            }
        }
        add(whole(seed), seed, "people", Double.NaN, Alternative.GREATER, () -> bob.people(MOST, NEW_TOKENS));
        add(half(seed), seed, "short-people", Double.NaN, Alternative.LESS, () -> bob.people(MOST, NEW_TOKENS));
    }

    private List<int[]> passTexts(long seed, int step, int texts) throws IOException {
        Bob.Wish wish = new Bob.Wish(texts, NEW_TOKENS, MAIN_TEMPERATURE);
        return bob.write("pass-" + step + "-" + seed, alice.model(seed, step), wish, seed);
    }

    private List<int[]> repeatedTexts(long seed, int epochs, double temperature) throws IOException {
        Bob.Wish wish = new Bob.Wish(LEAST, NEW_TOKENS, temperature);
        return bob.write("repeated-" + epochs + "-" + seed, alice.repeated(seed, epochs), wish, seed);
    }

    private void add(PartitionAudits audits, long seed, String name, double temperature, Alternative side, Texts texts)
            throws IOException {
        if (!file.has(seed + "," + name + "," + temperature + ",")) {
            file.add(audits.rows(name, temperature, texts.make(), SIZES, side));
            out.println(Instant.now() + " partition " + seed + " " + name + " " + temperature);
        }
    }
}
