package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one to three neighbouring words, verbatim as white space parts them, that stand in at least two texts; of too many those
 * that stand in most. A greedy list of rules picks those that tell most (after Das et al. 2024, arXiv 2406.16201): a stock phrase,
 * a heading or a piece of markup that a bag of words dilutes. Runs are told apart by 64-bit hashes; making them takes
 * O(words log words) and 24 bytes a word twice.
 *
 * @param most how many runs are kept, at least 1
 */
record WordNgrams(int most) implements BlindBaseline {
    private static final int LONGEST = 3;
    /** An odd number without pattern: 2^64 over the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The 200,000 that stand in most texts. */
    static WordNgrams withDefaults() {
        return new WordNgrams(200_000);
    }

    @Override
    public String name() {
        return "ngrams";
    }

    @Override
    public String needs() {
        return "text";
    }

    @Override
    public boolean covers(ScoredText text) {
        return text.base().text() != null;
    }

    @Override
    public RowClassifier classifier() {
        return GreedyRules::fit;
    }

    @Override
    public SparseFeatures features(List<ScoredText> texts) {
        long[][] runs = texts.stream().map(text -> runs(text.base().text())).toArray(long[][]::new);
        long[] kept = kept(runs);
        int[] offsets = new int[runs.length + 1];
        int[] indices = new int[Arrays.stream(runs).mapToInt(of -> of.length).sum()];
        int count = 0;
        for (int row = 0; row < runs.length; row++) {
            for (long run : runs[row]) {
                int column = Arrays.binarySearch(kept, run);
                if (column >= 0) {
                    indices[count++] = column;
                }
            }
            offsets[row + 1] = count;
        }
        double[] values = new double[count];
        Arrays.fill(values, 1);
        return new SparseFeatures(kept.length, offsets, Arrays.copyOf(indices, count), values);
    }

    /** The hashes of a text's runs, ascending, each once. */
    private static long[] runs(@Nullable String text) {
        long[] words = Words.of(text == null ? "" : text).stream()
                .mapToLong(WordNgrams::hash)
                .toArray();
        long[] runs = new long[LONGEST * words.length];
        int count = 0;
        for (int start = 0; start < words.length; start++) {
            long run = 0;
            for (int end = start; end < Math.min(start + LONGEST, words.length); end++) {
                run = mixed(run * SPREAD + words[end]);
                runs[count++] = run;
            }
        }
        return Arrays.stream(runs, 0, count).sorted().distinct().toArray();
    }

    /** The hashes that stand in two texts or more, ascending; of too many those in most texts, then the smallest. */
    private long[] kept(long[][] runs) {
        long[] all = Arrays.stream(runs).flatMapToLong(Arrays::stream).sorted().toArray();
        int[] histogram = new int[runs.length + 1];
        forEach(all, (run, spread) -> histogram[spread]++);
        int least = runs.length + 1;
        int room = most;
        while (least > 2 && room > 0) {
            room -= histogram[--least];
        }
        int bound = least;
        int overflow = Math.max(0, -room);
        long[] kept = new long[most];
        int[] counts = new int[2];
        forEach(all, (run, spread) -> {
            boolean at = spread == bound;
            boolean fits = spread > bound || (at && counts[1] < histogram[bound] - overflow);
            counts[1] += at ? 1 : 0;
            if (fits) {
                kept[counts[0]++] = run;
            }
        });
        return Arrays.copyOf(kept, counts[0]);
    }

    /** What is done with a hash and the number of texts that it stands in. */
    private interface Spread {
        void accept(long run, int texts);
    }

    private static void forEach(long[] sorted, Spread action) {
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                action.accept(sorted[start], i - start);
                start = i;
            }
        }
    }

    private static long hash(String word) {
        long hash = word.length();
        for (int i = 0; i < word.length(); i++) {
            hash = mixed(hash * SPREAD + word.charAt(i));
        }
        return hash;
    }

    private static long mixed(long value) {
        long once = (value ^ (value >>> 32)) * SPREAD;
        return once ^ (once >>> 29);
    }
}
