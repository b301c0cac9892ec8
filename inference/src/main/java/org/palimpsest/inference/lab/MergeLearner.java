package org.palimpsest.inference.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns merges with counts of pairs that are kept up to date: a merge touches only the pieces that hold its pair. A heap
 * orders the pairs; an entry whose count has fallen since is put back with its present count when it comes up.
 */
final class MergeLearner {
    private final List<String> vocabulary = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Set<BpeModel.Merge> merges = new LinkedHashSet<>();
    private final List<int[]> pieces = new ArrayList<>();
    private final List<Long> pieceCounts = new ArrayList<>();
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> heap = new PriorityQueue<>();

    /** A pair of tokens as it stands now. */
    private static final class Pair {
        private final int left;
        private final int right;
        private long count;
        private long queued;
        private final List<Integer> seenIn = new ArrayList<>();

        Pair(int left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    /** A pair with the count that it had when it was queued; the most frequent first, then in the order of the bytes. */
    private record Candidate(Pair pair, long count, String left, String right) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int order = Long.compare(other.count, count);
            if (order == 0) {
                order = ByteAlphabet.compare(left, other.left);
            }
            return order == 0 ? ByteAlphabet.compare(right, other.right) : order;
        }
    }

    /** Begins with the pieces of a text and how often each occurs. */
    MergeLearner(Map<String, Long> countOfPiece) {
        addToken(PreTokenizer.END_OF_TEXT);
        for (int b = 0; b < ByteAlphabet.SIZE; b++) {
            addToken(ByteAlphabet.character(b));
        }
        countOfPiece.forEach((piece, count) -> {
            String characters = ByteAlphabet.ofText(piece);
            pieces.add(characters
                    .chars()
                    .map(c -> 1 + ByteAlphabet.byteOf((char) c))
                    .toArray());
            pieceCounts.add(count);
            count(pieces.size() - 1, 1);
        });
        pairs.values().forEach(this::enqueue);
    }

    BpeModel learn(int vocabularySize, int minimumCount) {
        while (vocabulary.size() < vocabularySize) {
            Pair pair = mostFrequent(minimumCount);
            if (pair == null) {
                break;
            }
            merge(pair);
        }
        return new BpeModel(vocabulary, List.copyOf(merges));
    }

    private @Nullable Pair mostFrequent(int minimumCount) {
        while (!heap.isEmpty()) {
            Candidate first = heap.remove();
            Pair pair = first.pair();
            if (first.count() == pair.count) {
                return pair.count < minimumCount ? null : pair;
            }
            if (first.count() == pair.queued) {
                enqueue(pair);
            }
        }
        return null;
    }

    private void merge(Pair pair) {
        BpeModel.Merge merge = new BpeModel.Merge(vocabulary.get(pair.left), vocabulary.get(pair.right));
        merges.add(merge);
        Integer known = ids.get(merge.merged());
        int token = known == null ? addToken(merge.merged()) : known;
        List<Pair> touched = new ArrayList<>();
        for (int piece : List.copyOf(pair.seenIn)) {
            int[] before = pieces.get(piece);
            int[] after = merged(before, pair, token);
            if (after.length < before.length) {
                count(piece, -1);
                pieces.set(piece, after);
                touched.addAll(count(piece, 1));
            }
        }
        pairs.remove(key(pair.left, pair.right));
        for (Pair other : touched) {
            if (other.count > other.queued) {
                enqueue(other);
            }
        }
    }

    private static int[] merged(int[] symbols, Pair pair, int token) {
        int[] out = new int[symbols.length];
        int length = 0;
        for (int i = 0; i < symbols.length; i++) {
            boolean match = symbols[i] == pair.left && i + 1 < symbols.length && symbols[i + 1] == pair.right;
            out[length++] = match ? token : symbols[i];
            if (match) {
                i++;
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** Adds the pairs of a piece to the counts, or takes them out; returns those that it has. */
    private List<Pair> count(int piece, int sign) {
        int[] symbols = pieces.get(piece);
        long change = sign * pieceCounts.get(piece);
        List<Pair> changed = new ArrayList<>(symbols.length);
        for (int i = 0; i + 1 < symbols.length; i++) {
            int left = symbols[i];
            int right = symbols[i + 1];
            Pair pair = pairs.computeIfAbsent(key(left, right), absent -> new Pair(left, right));
            pair.count += change;
            if (sign > 0) {
                int size = pair.seenIn.size();
                if (size == 0 || pair.seenIn.get(size - 1) != piece) {
                    pair.seenIn.add(piece);
                }
                changed.add(pair);
            }
        }
        return changed;
    }

    private void enqueue(Pair pair) {
        pair.queued = pair.count;
        if (pair.count > 0) {
            heap.add(new Candidate(pair, pair.count, vocabulary.get(pair.left), vocabulary.get(pair.right)));
        }
    }

    private int addToken(String token) {
        int id = vocabulary.size();
        vocabulary.add(token);
        ids.put(token, id);
        return id;
    }

    private static long key(int left, int right) {
        return ((long) left << Integer.SIZE) | right;
    }
}
