package org.palimpsest.traps.survival;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline over a corpus that lies in parts, such as files, on many machines. Each part goes as far as the next rule that looks
 * at other documents, and waits there in a stream until it is known which of its keys other parts have. The tallies of all parts
 * and stretches add up to the report of {@link SurvivalSimulator} over the parts in their order. Memory is one document and the
 * keys of the part that others have too.
 */
public final class PartedSurvival {
    private final List<SurvivalRule> rules;
    private final List<Integer> keyed;

    private PartedSurvival(List<SurvivalRule> rules, List<Integer> keyed) {
        this.rules = rules;
        this.keyed = keyed;
    }

    /**
     * A pipeline.
     *
     * @param rules one rule or more, in their order
     * @return the pipeline
     * @throws IllegalArgumentException if there is no rule, or one looks at other documents in another way than by keys
     */
    public static PartedSurvival of(List<SurvivalRule> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("rules must be 1 or more, got none");
        }
        for (SurvivalRule rule : rules) {
            RuleRun run = rule.begin();
            if (run.observations() > 0 && !(run instanceof KeyedRun)) {
                throw new IllegalArgumentException(
                        "rules must know other documents by keys where a corpus lies in parts, got " + rule.name()
                                + "; simulate it on one machine");
            }
        }
        List<Integer> keyed = IntStream.range(0, rules.size())
                .filter(i -> rules.get(i).begin() instanceof KeyedRun)
                .boxed()
                .toList();
        return new PartedSurvival(List.copyOf(rules), keyed);
    }

    /** Returns the places of the rules at which parts wait, ascending. */
    public List<Integer> keyed() {
        return keyed;
    }

    /**
     * What must be known before a part can pass a rule.
     *
     * @param rule its place, one of {@link #keyed}
     * @return its questions, one a pass
     */
    public List<KeyQuestion> questions(int rule) {
        return run(rule).questions();
    }

    private KeyedRun run(int rule) {
        if (rules.get(rule).begin() instanceof KeyedRun run) {
            return run;
        }
        throw new IllegalArgumentException("rule must be one of " + keyed + ", got " + rule);
    }

    /** Takes the keys of documents. */
    @FunctionalInterface
    public interface KeySink {
        /**
         * Takes a key.
         *
         * @param document number of the document among those of the part that reach the rule, from 0
         * @param slot which of its keys
         * @param key the key
         * @throws IOException if it cannot be kept
         */
        void take(long document, int slot, long key) throws IOException;
    }

    /** What is known of a part's keys. */
    @FunctionalInterface
    public interface Known {
        /**
         * Tells all answers to a question.
         *
         * @param pass which question
         * @param answers takes them
         * @throws IOException if they cannot be read
         */
        void tell(int pass, LongConsumer answers) throws IOException;
    }

    /**
     * Where a stretch leaves what it made.
     *
     * @param waiting documents that wait before the next rule with keys; not closed
     * @param keys their keys for its first pass
     * @param tally counts copies
     * @param fates takes the fates of copies that go no further
     */
    public record Sink(OutputStream waiting, KeySink keys, SurvivalTally tally, Consumer<CopyFate> fates) {}

    /** Reads documents. */
    @FunctionalInterface
    private interface Input {
        @Nullable
        Travel read() throws IOException;
    }

    /**
     * The first stretch of a part.
     *
     * @param part its documents; read to the end
     * @param sink where results go
     * @throws IOException if something cannot be read or written
     */
    public void start(MarkedSource part, Sink sink) throws IOException {
        List<RuleRun> runs = rules.stream().map(SurvivalRule::begin).toList();
        Input input = () -> {
            MarkedDocument document = part.read();
            if (document == null) {
                return null;
            }
            sink.tally().arrived(document);
            return Travel.start(document);
        };
        stretch(input, runs, 0, 0, sink);
    }

    /**
     * Gives the keys of a later pass.
     *
     * @param rule the rule at which the part waits
     * @param pass which pass, from 1
     * @param waiting its documents
     * @param known answers to earlier passes
     * @param keys takes the keys
     * @throws IOException if something cannot be read or written
     */
    public void observe(int rule, int pass, InputStream waiting, Known known, KeySink keys) throws IOException {
        KeyedRun run = run(rule);
        for (int earlier = 0; earlier < pass; earlier++) {
            int answered = earlier;
            known.tell(answered, answer -> run.know(answered, answer));
        }
        TravelSpool.Reader reader = new TravelSpool.Reader(waiting, Long.MAX_VALUE);
        long number = 0;
        for (Travel travel = reader.readToEnd(); travel != null; travel = reader.readToEnd()) {
            give(run, pass, number++, travel.document(), keys);
        }
    }

    /**
     * Passes a rule with keys, and goes on to the next one.
     *
     * @param rule the rule at which the part waits
     * @param waiting its documents
     * @param known answers to all passes
     * @param sink where results go
     * @throws IOException if something cannot be read or written
     */
    public void pass(int rule, InputStream waiting, Known known, Sink sink) throws IOException {
        KeyedRun run = run(rule);
        for (int pass = 0; pass < run.questions().size(); pass++) {
            int answered = pass;
            known.tell(answered, answer -> run.know(answered, answer));
        }
        List<RuleRun> runs = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            runs.add(i == rule ? run : rules.get(i).begin());
        }
        TravelSpool.Reader reader = new TravelSpool.Reader(waiting, Long.MAX_VALUE);
        stretch(reader::readToEnd, runs, rule, rule + 1, sink);
    }

    private void stretch(Input input, List<RuleRun> runs, int from, int next, Sink sink) throws IOException {
        int to = keyed.stream()
                .mapToInt(Integer::intValue)
                .filter(place -> place >= next)
                .findFirst()
                .orElse(rules.size());
        Stretch stretch = new Stretch(rules, sink.tally(), sink.fates());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink.waiting(), 1 << 16));
        long number = 0;
        for (Travel travel = input.read(); travel != null; travel = input.read()) {
            Travel left = stretch.through(travel, runs, from, to);
            if (left != null && to < rules.size()) {
                give((KeyedRun) runs.get(to), 0, number++, left.document(), sink.keys());
                TravelSpool.write(left, out);
            } else if (left != null) {
                stretch.tell(left);
            }
        }
        out.flush();
    }

    private static void give(KeyedRun run, int pass, long number, MarkedDocument document, KeySink keys)
            throws IOException {
        List<IOException> failed = new ArrayList<>();
        run.keys(pass, document, (slot, key) -> {
            try {
                keys.take(number, slot, key);
            } catch (IOException e) {
                failed.add(e);
            }
        });
        if (!failed.isEmpty()) {
            throw failed.get(0);
        }
    }
}
