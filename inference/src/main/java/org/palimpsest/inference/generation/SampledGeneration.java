package org.palimpsest.inference.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;

/**
 * Writes token by token, each drawn from the {@link NextTokenLaw}; greedy at temperature 0. Prompts are sorted by length and
 * read in batches as large as the model's memory allows; rows that have ended leave the batch once they are a quarter of
 * it.
 */
public final class SampledGeneration {
    private final GenerationOptions options;

    /**
     * A way to generate.
     *
     * @param options how
     */
    public SampledGeneration(GenerationOptions options) {
        this.options = options;
    }

    /**
     * Continues every prompt. One pass over the prompts, then at most {@code maxNewTokens} steps a batch.
     *
     * @param model the model
     * @param prompts what to continue
     * @return the continuations, in the order of the prompts
     * @throws IllegalArgumentException if a prompt does not fit the model, or a logit is not finite
     */
    public List<Continuation> generate(IncrementalModel model, List<TokenPrompt> prompts) {
        int[] order = IntStream.range(0, prompts.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -prompts.get(i).length()))
                .mapToInt(i -> i)
                .toArray();
        Continuation[] found = new Continuation[order.length];
        for (int from = 0; from < order.length; ) {
            int longest = prompts.get(order[from]).length() + options.maxNewTokens();
            int to = Math.min(order.length, from + model.rowsAtOnce(longest));
            int[] places = Arrays.copyOfRange(order, from, to);
            List<Row> rows = Arrays.stream(places)
                    .mapToObj(place -> new Row(prompts.get(place)))
                    .toList();
            write(model, rows);
            for (int i = 0; i < places.length; i++) {
                found[places[i]] = rows.get(i).continuation();
            }
            from = to;
        }
        return List.of(found);
    }

    private void write(IncrementalModel model, List<Row> all) {
        List<int[]> tokens = all.stream().map(row -> row.prompt.tokens()).toList();
        List<Row> rows = new ArrayList<>(all);
        try (IncrementalModel.Rows reading = model.read(tokens, options.maxNewTokens() - 1)) {
            for (int step = 1; ; step++) {
                float[][] logits = reading.logits();
                for (int i = 0; i < logits.length; i++) {
                    rows.get(i).choose(logits[i], model.endTokens());
                }
                int[] open = IntStream.range(0, rows.size())
                        .filter(i -> !rows.get(i).ended)
                        .toArray();
                if (open.length == 0 || step == options.maxNewTokens()) {
                    return;
                }
                if (open.length * 4 <= rows.size() * 3) {
                    reading.select(open);
                    rows.removeIf(row -> row.ended);
                }
                reading.append(rows.stream().mapToInt(row -> row.last).toArray());
            }
        }
    }

    /** One prompt and what has been written after it. */
    private final class Row {
        private final TokenPrompt prompt;
        private final RandomGenerator random;
        private final int[] written = new int[options.maxNewTokens()];
        private int size;
        private int last;
        private boolean ended;
        private double smallestGap = Double.POSITIVE_INFINITY;

        Row(TokenPrompt prompt) {
            this.prompt = prompt;
            this.random = RandomStream.of(options.seed(), prompt.role());
        }

        void choose(float[] logits, List<Integer> endTokens) {
            if (ended) {
                return;
            }
            NextTokenLaw law = NextTokenLaw.of(logits, options.sampling());
            last = law.draw(random);
            smallestGap = Math.min(smallestGap, law.gap());
            if (endTokens.contains(last)) {
                ended = true;
            } else {
                written[size++] = last;
            }
        }

        Continuation continuation() {
            return new Continuation(
                    Arrays.copyOf(written, size), ended ? Ending.END_TOKEN : Ending.LENGTH, smallestGap);
        }
    }
}
