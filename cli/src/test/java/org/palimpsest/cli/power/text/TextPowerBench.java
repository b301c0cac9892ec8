package org.palimpsest.cli.power.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.palimpsest.cli.power.SourceText;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.engine.TorchRuntime;

/**
 * Trains models in recorded orders, lets them write, and tests the texts. Run by hand: {@code TextPowerBench train OUT FIRST
 * LAST} does the seeds FIRST to LAST, on one thread and going on where it stood (a fifth argument
 * names the seeds to do, with commas, where several processes share them in folders of their own); {@code TextPowerBench partition
 * OUT FIRST LAST} does the partition tests; {@code TextPowerBench report OUT} writes tables and figures from the rows alone.
 */
final class TextPowerBench {
    /** New tokens of a text of the reshuffle test. */
    static final int NEW_TOKENS = 32;
    /** At which all sizes are tested. */
    static final double MAIN_TEMPERATURE = 0.9;

    static final List<Double> OTHER_TEMPERATURES = List.of(0.0, 0.3, 0.5, 0.7, 0.8, 1.0, 1.2, 1.4);
    static final int LONGEST = 10;
    static final List<Integer> RETRAINED = List.of(2, 4, LONGEST);
    static final int MAIN_TEXTS = 1_000;
    static final int OTHER_TEXTS = 100;
    static final int TUNED_TEXTS = 200;
    /** Sequences of other text, and the rate in units of 0.0001. */
    static final List<int[]> TUNED =
            List.of(new int[] {8, 30}, new int[] {40, 30}, new int[] {80, 30}, new int[] {80, 3});

    private final Path folder;
    private final PrintStream out;
    private final Alice alice;
    private final Bob bob;
    private final ReshuffleAudits reshuffle;
    private final List<Long> seeds;
    private final List<Long> own;

    private TextPowerBench(
            Path folder,
            PrintStream out,
            Alice alice,
            Bob bob,
            ReshuffleAudits reshuffle,
            long[] seeds,
            List<Long> own) {
        this.folder = folder;
        this.out = out;
        this.alice = alice;
        this.bob = bob;
        this.reshuffle = reshuffle;
        this.seeds = LongStream.of(seeds).boxed().toList();
        this.own = own;
    }

    /**
     * Trains, or reports.
     *
     * @param args what to do, folder, first and last seed
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path folder = Path.of(args[1]);
        if (args[0].equals("report")) {
            TextPowerReport.report(folder, out);
            return;
        }
        long[] seeds = LongStream.rangeClosed(Long.parseLong(args[2]), Long.parseLong(args[3]))
                .toArray();
        List<Long> own = args.length > 4
                ? Stream.of(args[4].split(",")).map(Long::valueOf).toList()
                : LongStream.of(seeds).boxed().toList();
        try (SourceText text = SourceText.open(folder);
                DjlTokenizer tokenizer = DjlTokenizer.load(text.tokenizerFile());
                TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            Alice alice = new Alice(folder, text, runtime);
            Bob bob = new Bob(folder, alice, runtime, tokenizer);
            if (args[0].equals("train")) {
                new TextPowerBench(
                                folder,
                                out,
                                alice,
                                bob,
                                new ReshuffleAudits(
                                        runtime,
                                        tokenizer,
                                        Files.createTempDirectory(folder, "work")
                                                .resolve("adapted")),
                                seeds,
                                own)
                        .train();
                return;
            }
            new PartitionBench(folder, out, alice, bob, seeds).run();
        }
    }

    static RowFile reshuffleRows(Path folder) {
        return new RowFile(folder.resolve("text-power-reshuffle.csv"), ReshuffleRow.HEADER);
    }

    private void say(String what) {
        out.println(java.time.Instant.now() + " " + what);
    }

    private void train() throws IOException {
        say(alice.sequences().size() + " sequences, " + alice.heldOut().size() + " held out");
        for (long seed : seeds) {
            alice.model(seed, Alice.STEPS);
            say("Alice " + seed);
        }
        for (long seed : own) {
            for (int percent : RETRAINED) {
                phase(seed, percent);
            }
        }
        for (int number : List.of(2, 1, 3, 0, 4)) {
            adapted(number);
        }
    }

    private void phase(long seed, int percent) throws IOException {
        RowFile file = reshuffleRows(folder);
        if (file.has(seed + "," + percent + ",")) {
            return;
        }
        List<ReshuffleAudits.Suspect> suspects = suspects(seed, percent);
        say("texts " + seed);
        List<Path> models = alice.lastPhase(seed, percent / 100.0);
        say("models " + seed + " " + percent);
        List<String> rows = new ArrayList<>(reshuffle.rows(seed, percent, models, suspects, 0));
        say("scores " + seed + " " + percent);
        if (percent == LONGEST) {
            rows.addAll(reshuffle.rows(seed, percent, models, tuned(seed).subList(1, TUNED.size() + 1), 0));
            say("tuned " + seed);
        }
        file.add(rows);
    }

    /** One tuned Bob after another for all seeds, so that a run that is cut short has whole ones. */
    private void adapted(int number) throws IOException {
        RowFile file = reshuffleRows(folder);
        for (long seed : own) {
            ReshuffleAudits.Suspect suspect = tuned(seed).get(number);
            if (file.rows().stream()
                    .map(ReshuffleRow::parse)
                    .noneMatch(
                            r -> r.seed() == seed && r.adapted() == 1 && r.bob().equals(suspect.bob()))) {
                List<Path> models = alice.lastPhase(seed, LONGEST / 100.0);
                file.add(reshuffle.rows(seed, LONGEST, models, List.of(suspect), 1));
                say("adapted " + seed + " " + suspect.bob());
            }
        }
    }

    private List<ReshuffleAudits.Suspect> suspects(long seed, int percent) throws IOException {
        List<Integer> sets = List.of(10, 100);
        List<ReshuffleAudits.Suspect> all = new ArrayList<>();
        all.add(new ReshuffleAudits.Suspect("same", MAIN_TEMPERATURE, written(seed), List.of(10, 100, MAIN_TEXTS)));
        if (percent == RETRAINED.get(0)) {
            for (double temperature : OTHER_TEMPERATURES) {
                Bob.Wish wish = new Bob.Wish(OTHER_TEXTS, NEW_TOKENS, temperature);
                List<int[]> texts = bob.write("final-" + seed, alice.model(seed, Alice.STEPS), wish, seed);
                all.add(new ReshuffleAudits.Suspect("same", temperature, texts, sets));
            }
        }
        if (percent == RETRAINED.get(0) || percent == LONGEST) {
            for (long other : seeds) {
                if (other != seed) {
                    List<int[]> texts = written(other).subList(0, OTHER_TEXTS);
                    all.add(new ReshuffleAudits.Suspect("order-" + other, MAIN_TEMPERATURE, texts, sets));
                }
            }
            all.add(new ReshuffleAudits.Suspect("people", Double.NaN, bob.people(OTHER_TEXTS, NEW_TOKENS), sets));
        }
        return all;
    }

    /** Bob as he is, and after each tuning; the tuning sequences are not among his prompts. */
    private List<ReshuffleAudits.Suspect> tuned(long seed) throws IOException {
        List<ReshuffleAudits.Suspect> all = new ArrayList<>();
        List<Integer> sets = List.of(TUNED_TEXTS);
        all.add(new ReshuffleAudits.Suspect(
                "same", MAIN_TEMPERATURE, written(seed).subList(0, TUNED_TEXTS), sets));
        for (int[] tuning : TUNED) {
            String name = "tuned-" + tuning[0] + "-" + tuning[1];
            Bob.Wish wish = new Bob.Wish(TUNED_TEXTS, NEW_TOKENS, MAIN_TEMPERATURE);
            Path model = alice.tuned(seed, tuning[0], tuning[1] * 1e-4);
            all.add(new ReshuffleAudits.Suspect(name, MAIN_TEMPERATURE, bob.write(name, model, wish, seed), sets));
        }
        return all;
    }

    private List<int[]> written(long seed) throws IOException {
        Bob.Wish wish = new Bob.Wish(MAIN_TEXTS, NEW_TOKENS, MAIN_TEMPERATURE);
        return bob.write("final-" + seed, alice.model(seed, Alice.STEPS), wish, seed);
    }
}
