package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.palimpsest.inference.engine.TorchModule.Argument;
import org.palimpsest.inference.generation.GivenContinuation;
import org.palimpsest.inference.generation.NextTokenLaw;
import org.palimpsest.inference.generation.Sampling;
import org.palimpsest.inference.generation.SuffixScore;
import org.palimpsest.inference.generation.SuffixScorer;

/**
 * Asks a local checkpoint whether it would write given suffixes. Windows of like length are read together; the logits of
 * their suffixes are brought to Java, at most 64 MiB at a time or those of one window.
 */
public final class DjlSuffixScorer implements SuffixScorer, AutoCloseable {
    private static final int LOGITS_AT_ONCE = 1 << 24;
    private static final int TOKENS_AT_ONCE = 4096;

    private final Checkpoint model;
    private final TorchModule program;
    private final DjlTokenScorer.BeginToken begin;

    /**
     * A scorer over a model that the caller closes afterwards.
     *
     * @param model the checkpoint
     * @param begin whether the model's BOS token precedes every prefix
     * @throws IllegalArgumentException if a BOS token is asked for and the model has none
     */
    public DjlSuffixScorer(Checkpoint model, DjlTokenScorer.BeginToken begin) {
        if (begin == DjlTokenScorer.BeginToken.PREPEND && model.config().beginToken() < 0) {
            throw BeginTokens.missing(model);
        }
        this.model = model;
        this.begin = begin;
        this.program = TorchModule.load(model.manager(), model.config().program());
    }

    @Override
    public List<SuffixScore> score(List<GivenContinuation> windows, Sampling sampling) {
        List<int[]> prefixes = windows.stream().map(this::prefix).toList();
        List<int[]> suffixes = windows.stream().map(GivenContinuation::suffix).toList();
        Integer[] order = IntStream.range(0, windows.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> -(prefixes.get(i).length + suffixes.get(i).length)));
        SuffixScore[] scores = new SuffixScore[order.length];
        for (int from = 0; from < order.length; ) {
            int longest = prefixes.get(order[from]).length + suffixes.get(order[from]).length;
            check(prefixes.get(order[from]).length, longest);
            int to = from;
            long rows = 0;
            while (to < order.length && (to == from || (long) longest * (to - from + 1) <= TOKENS_AT_ONCE)) {
                rows += suffixes.get(order[to]).length;
                if (to > from && rows * model.config().vocabularySize() > LOGITS_AT_ONCE) {
                    break;
                }
                to++;
            }
            scoreBatch(Arrays.asList(order).subList(from, to), prefixes, suffixes, sampling, scores);
            from = to;
        }
        return List.of(scores);
    }

    private int[] prefix(GivenContinuation window) {
        return begin == DjlTokenScorer.BeginToken.PREPEND
                ? BeginTokens.before(model.config(), window.prefix())
                : window.prefix();
    }

    private void check(int prefix, int longest) {
        if (longest - 1 > model.config().maxPositions()) {
            throw new IllegalArgumentException("a prefix of " + prefix + " tokens and a suffix of " + (longest - prefix)
                    + " exceed the model's " + model.config().maxPositions() + " positions");
        }
    }

    private void scoreBatch(
            List<Integer> members,
            List<int[]> prefixes,
            List<int[]> suffixes,
            Sampling sampling,
            SuffixScore[] scores) {
        List<int[]> sequences = members.stream()
                .map(i -> joined(prefixes.get(i), suffixes.get(i)))
                .toList();
        TokenBatch batch = TokenBatch.of(sequences);
        long[] rows = IntStream.range(0, members.size())
                .boxed()
                .flatMapToLong(row -> {
                    long first = (long) row * batch.length() + prefixes.get(members.get(row)).length - 1;
                    return LongStream.range(first, first + suffixes.get(members.get(row)).length);
                })
                .toArray();
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray found = program.call(
                            "next",
                            TorchModule.Mode.INFERENCE,
                            List.of(
                                    Argument.of(batch.inputs(scope)),
                                    Argument.of(scope.create(rows)),
                                    Argument.of(model.weights())))
                    .singletonOrThrow();
            float[][] logits = LogitRows.of(found);
            int next = 0;
            for (int member : members) {
                int[] suffix = suffixes.get(member);
                scores[member] = score(Arrays.asList(logits).subList(next, next + suffix.length), suffix, sampling);
                next += suffix.length;
            }
        }
    }

    private int[] joined(int[] prefix, int[] suffix) {
        int[] all = Arrays.copyOf(prefix, prefix.length + suffix.length);
        System.arraycopy(suffix, 0, all, prefix.length, suffix.length);
        for (int token : all) {
            if (token < 0 || token >= model.config().vocabularySize()) {
                throw new IllegalArgumentException("a window holds token " + token + ", outside [0, "
                        + model.config().vocabularySize() + ")");
            }
        }
        return all;
    }

    private static SuffixScore score(List<float[]> logits, int[] suffix, Sampling sampling) {
        double nats = 0;
        double gap = Double.POSITIVE_INFINITY;
        int matched = 0;
        for (int i = 0; i < suffix.length; i++) {
            NextTokenLaw law = NextTokenLaw.of(logits.get(i), sampling);
            nats += law.logProbNats(suffix[i]);
            if (matched == i) {
                gap = Math.min(gap, law.gap());
                matched += law.likeliest() == suffix[i] ? 1 : 0;
            }
        }
        return new SuffixScore(nats, matched, gap);
    }

    @Override
    public void close() {
        program.close();
    }
}
