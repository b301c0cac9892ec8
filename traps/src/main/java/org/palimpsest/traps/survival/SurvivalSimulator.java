package org.palimpsest.traps.survival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Progress;

/**
 * Sends a corpus through rules in their order. A rule that looks at other documents sees exactly those that the rules before
 * it have left, as they have left them. Documents stream: rules that need to see all documents first get them from a temporary
 * file (2 bytes a character), so memory holds one document, the state of the rules, and the placements. One pass, and one or
 * two more for each such rule.
 */
public final class SurvivalSimulator {
    private final List<SurvivalRule> rules;
    private final Progress progress;
    private final Consumer<CopyFate> fates;

    private SurvivalSimulator(List<SurvivalRule> rules, Progress progress, Consumer<CopyFate> fates) {
        this.rules = rules;
        this.progress = progress;
        this.fates = fates;
    }

    /**
     * A pipeline.
     *
     * @param rules one rule or more, in their order
     * @return the simulator
     * @throws IllegalArgumentException if there is no rule
     */
    public static SurvivalSimulator of(List<SurvivalRule> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("rules must be 1 or more, got none");
        }
        return new SurvivalSimulator(List.copyOf(rules), Progress.none(), fate -> {});
    }

    /**
     * The same, showing how far it has come.
     *
     * @param shown takes the progress
     * @return a new simulator
     */
    public SurvivalSimulator with(Progress shown) {
        return new SurvivalSimulator(rules, shown, fates);
    }

    /**
     * The same, telling the fate of every copy, once it is known.
     *
     * @param taker takes the fates
     * @return a new simulator
     */
    public SurvivalSimulator withFates(Consumer<CopyFate> taker) {
        return new SurvivalSimulator(rules, progress, taker);
    }

    /**
     * Runs the pipeline.
     *
     * @param corpus the documents; read to the end
     * @param scratch existing folder for temporary files
     * @return what is left
     * @throws IOException if the corpus cannot be read or a temporary file not be written
     */
    public SurvivalReport run(MarkedSource corpus, Path scratch) throws IOException {
        List<RuleRun> runs = rules.stream().map(SurvivalRule::begin).toList();
        SurvivalTally tally = new SurvivalTally(runs.size());
        Input input = () -> {
            MarkedDocument document = corpus.read();
            if (document == null) {
                return null;
            }
            tally.arrived(document);
            return Travel.start(document);
        };
        int to = nextObserving(runs, 0);
        TravelSpool spool = pass(input, runs, 0, to, scratch, tally);
        while (spool != null) {
            int from = to;
            to = nextObserving(runs, from + 1);
            try (TravelSpool held = spool) {
                observeAgain(runs.get(from), held, from);
                try (TravelSpool.Reader reader = held.reader()) {
                    spool = pass(reader::read, runs, from, to, scratch, tally);
                }
            }
        }
        return tally.report(rules);
    }

    /** Reads documents. */
    @FunctionalInterface
    private interface Input {
        @Nullable
        Travel read() throws IOException;
    }

    private static void closeQuietly(@Nullable TravelSpool spool, Exception reason) {
        if (spool != null) {
            try {
                spool.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private static int nextObserving(List<RuleRun> runs, int from) {
        int at = from;
        while (at < runs.size() && runs.get(at).observations() == 0) {
            at++;
        }
        return at;
    }

    /** Sends documents through rules, then to the end or into a spool that the next rule has observed. */
    private @Nullable TravelSpool pass(
            Input input, List<RuleRun> runs, int from, int to, Path scratch, SurvivalTally tally) throws IOException {
        TravelSpool next = to < runs.size() ? new TravelSpool(scratch) : null;
        try {
            stream(input, runs, from, to, next, tally);
            return next;
        } catch (IOException | RuntimeException e) {
            closeQuietly(next, e);
            throw e;
        }
    }

    private void stream(
            Input input, List<RuleRun> runs, int from, int to, @Nullable TravelSpool next, SurvivalTally tally)
            throws IOException {
        String title = from == to ? "reading" : rules.get(from).name();
        Stretch stretch = new Stretch(rules, tally, fates);
        try (Progress.Task task = progress.begin(title, -1, "documents")) {
            for (Travel travel = input.read(); travel != null; travel = input.read()) {
                Travel left = stretch.through(travel, runs, from, to);
                task.advance(1);
                if (left != null && next != null) {
                    runs.get(to).observe(0, left.document());
                    next.write(left);
                } else if (left != null) {
                    stretch.tell(left);
                }
            }
        }
    }

    private void observeAgain(RuleRun run, TravelSpool spool, int rule) throws IOException {
        for (int pass = 1; pass < run.observations(); pass++) {
            try (TravelSpool.Reader reader = spool.reader();
                    Progress.Task task = progress.begin(rules.get(rule).name(), -1, "documents")) {
                for (Travel travel = reader.read(); travel != null; travel = reader.read()) {
                    run.observe(pass, travel.document());
                    task.advance(1);
                }
            }
        }
    }
}
