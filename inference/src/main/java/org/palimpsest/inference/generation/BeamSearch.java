package org.palimpsest.inference.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Beam search: at every step the {@code width} likeliest extensions of the open hypotheses stay. One that ends keeps its
 * place, so the open ones become fewer; the search ends with the last of them. Width 1 is greedy decoding. At the end
 * hypotheses are compared by log P / n^a.
 */
public final class BeamSearch {
    private static final Comparator<Beam> LIKELIEST =
            Comparator.comparingDouble((Beam beam) -> -beam.logProb).thenComparingInt(beam -> beam.row);

    private final BeamOptions options;

    /**
     * A search.
     *
     * @param options how
     */
    public BeamSearch(BeamOptions options) {
        this.options = options;
    }

    /**
     * Searches for every prompt; prompts of one batch are searched side by side.
     *
     * @param model the model
     * @param prompts token ids, at least one each
     * @return for every prompt at most {@code width} hypotheses, at least one, the best first
     * @throws IllegalArgumentException if a prompt does not fit the model, or a logit is not finite
     */
    public List<List<Hypothesis>> search(IncrementalModel model, List<int[]> prompts) {
        int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
        int together = Math.max(1, model.rowsAtOnce(longest + options.maxNewTokens()) / options.width());
        List<List<Hypothesis>> found = new ArrayList<>(prompts.size());
        for (int from = 0; from < prompts.size(); from += together) {
            int to = Math.min(prompts.size(), from + together);
            found.addAll(searchTogether(model, prompts.subList(from, to)));
        }
        return found;
    }

    private List<List<Hypothesis>> searchTogether(IncrementalModel model, List<int[]> prompts) {
        List<Search> searches =
                prompts.stream().map(prompt -> new Search(model.endTokens())).toList();
        try (IncrementalModel.Rows rows = model.read(prompts, options.maxNewTokens() - 1)) {
            for (int step = 1; ; step++) {
                float[][] logits = rows.logits();
                int row = 0;
                for (Search search : searches) {
                    row = search.advance(logits, row);
                }
                List<Beam> open =
                        searches.stream().flatMap(s -> s.open.stream()).toList();
                if (open.isEmpty() || step == options.maxNewTokens()) {
                    break;
                }
                rows.select(open.stream().mapToInt(beam -> beam.row).toArray());
                rows.append(open.stream()
                        .mapToInt(beam -> beam.tokens[beam.tokens.length - 1])
                        .toArray());
            }
        }
        return searches.stream().map(search -> search.best(options)).toList();
    }

    /** A hypothesis: what it has written, in nats how likely that is, and the row it came from. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Beam(int[] tokens, double logProb, int row) {}

    /** The beams of one prompt. */
    private final class Search {
        private final List<Integer> endTokens;
        private final List<Beam> ended = new ArrayList<>();
        private List<Beam> open = List.of(new Beam(new int[0], 0, 0));

        Search(List<Integer> endTokens) {
            this.endTokens = endTokens;
        }

        /** Extends the open beams, whose logits begin at a row; returns the row after them. */
        int advance(float[][] logits, int first) {
            int places = options.width() - ended.size();
            List<Beam> extended = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                extend(extended, open.get(i), logits[first + i], first + i, places);
            }
            int next = first + open.size();
            extended.sort(LIKELIEST);
            List<Beam> stay = new ArrayList<>();
            for (Beam beam : extended.subList(0, Math.min(places, extended.size()))) {
                boolean ends = endTokens.contains(beam.tokens[beam.tokens.length - 1]);
                (ends ? ended : stay).add(beam);
            }
            open = stay;
            return next;
        }

        private static void extend(List<Beam> into, Beam beam, float[] logits, int row, int places) {
            NextTokenLaw law = NextTokenLaw.of(logits, Sampling.plain());
            for (int token : LargestLogits.of(logits, Math.min(places, logits.length))) {
                int[] tokens = Arrays.copyOf(beam.tokens, beam.tokens.length + 1);
                tokens[beam.tokens.length] = token;
                into.add(new Beam(tokens, beam.logProb + law.logProbNats(token), row));
            }
        }

        List<Hypothesis> best(BeamOptions options) {
            List<Hypothesis> all = new ArrayList<>();
            ended.forEach(beam -> all.add(hypothesis(beam, Ending.END_TOKEN, options.lengthPenalty())));
            open.forEach(beam -> all.add(hypothesis(beam, Ending.LENGTH, options.lengthPenalty())));
            all.sort(Comparator.comparingDouble(found -> -found.score()));
            return List.copyOf(all);
        }

        private static Hypothesis hypothesis(Beam beam, Ending ending, double penalty) {
            int written = ending == Ending.END_TOKEN ? beam.tokens.length - 1 : beam.tokens.length;
            double score = beam.logProb / Math.pow(beam.tokens.length, penalty);
            return new Hypothesis(
                    IntStream.range(0, written).map(i -> beam.tokens[i]).toArray(), ending, beam.logProb, score);
        }
    }
}
