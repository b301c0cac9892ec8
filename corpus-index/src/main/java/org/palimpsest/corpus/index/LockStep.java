package org.palimpsest.corpus.index;

import org.jspecify.annotations.Nullable;

/**
 * Many searches in one shard, one a lane, all of which take a step before any takes the next. A search by itself waits for
 * memory at every step; here the reads of a step do not depend on one another, so that a processor fetches many at once.
 * For one thread; used again from batch to batch.
 */
final class LockStep {
    /** Searches at a time: enough to wait together, and few enough for their state to stay in a cache. */
    static final int LANES = 256;

    private final TokenFile text;
    private final SuffixTable table;
    private final StartTable starts;
    private final @Nullable FirstTable firsts;
    private final int bits;
    private final int perLong;

    private PackedKeys keys;
    private final int[] from = new int[LANES];
    private final int[] length = new int[LANES];
    private final int[] shared = new int[LANES];
    private final int[] lowMatch = new int[LANES];
    private final int[] highMatch = new int[LANES];
    private final long[] low = new long[LANES];
    private final long[] high = new long[LANES];
    private final long[] least = new long[LANES];
    private final long[] limit = new long[LANES];
    private final long[] late = new long[LANES];

    private final int[] open = new int[LANES];
    private final long[] ranks = new long[LANES];
    private final long[] positions = new long[LANES];
    private final long[] words = new long[LANES];
    private final long[] after = new long[LANES];
    private final long[] probes = new long[LANES];

    LockStep(TokenFile text, SuffixTable table, StartTable starts, @Nullable FirstTable firsts, PackedKeys keys) {
        this.text = text;
        this.table = table;
        this.starts = starts;
        this.firsts = firsts;
        this.bits = 8 * text.width().bytes();
        this.perLong = text.width().tokensInALong();
        this.keys = keys;
    }

    /** The keys that patterns are parts of from now on. */
    void search(PackedKeys some) {
        keys = some;
    }

    /** Gives a lane its pattern. */
    void set(int lane, int start, int size) {
        from[lane] = start;
        length[lane] = size;
    }

    /** After {@link #longest}: tokens of the pattern that the best suffix has. */
    int matched(int lane) {
        return length[lane];
    }

    /** After {@link #find} or {@link #widen}: the suffixes that begin with the pattern. */
    long first(int lane) {
        return low[lane];
    }

    /** After {@link #find} or {@link #widen}: the rank after the last of them. */
    long end(int lane) {
        return high[lane];
    }

    /** Finds the suffixes that begin with the patterns of the first lanes, of at least one token each. */
    void find(int lanes) {
        int[] some = new int[lanes];
        for (int i = 0; i < lanes; i++) {
            some[i] = i;
        }
        find(some, lanes);
    }

    private void find(int[] some, int count) {
        int searched = 0;
        for (int j = 0; j < count; j++) {
            int lane = some[j];
            if (length[lane] == 1 && firsts != null) {
                int key = keys.key(from[lane]);
                low[lane] = firsts.first(key);
                high[lane] = firsts.end(key);
            } else {
                some[searched++] = lane;
            }
        }
        bracket(some, searched);
        narrow(some, searched);
        int found = 0;
        for (int j = 0; j < searched; j++) {
            int lane = some[j];
            low[lane] = high[lane];
            if (high[lane] < limit[lane] && highMatch[lane] == length[lane]) {
                some[found++] = lane;
            }
        }
        edge(some, found, 1);
    }

    /** Brackets the patterns of lanes by the start table; of many suffixes, {@code late} is one near their last. */
    private void bracket(int[] some, int count) {
        for (int j = 0; j < count; j++) {
            int lane = some[j];
            words[j] = keys.word(from[lane]) & mask(lane);
        }
        starts.firstNotBelow(words, count, ranks, positions);
        System.arraycopy(ranks, 0, after, 0, count);
        after(some, count);
        int shift = starts.shift();
        for (int j = 0; j < count; j++) {
            int lane = some[j];
            long first = ranks[j];
            long next = after[j];
            least[lane] = first == 0 ? -1 : (first - 1) << shift;
            low[lane] = least[lane];
            limit[lane] = next == starts.samples() ? table.suffixes() : next << shift;
            high[lane] = limit[lane];
            late[lane] = length[lane] <= perLong && next > first ? (next - 1) << shift : -1;
            ranks[j] = late[lane] < 0 ? -1 : first << shift;
            lowMatch[lane] = Bracket.UNKNOWN;
            highMatch[lane] = Bracket.UNKNOWN;
            shared[lane] = 0;
        }
        look(some, count);
    }

    /** Moves {@code after} from the first sample that is not below each pattern to the first that is above it. */
    private void after(int[] some, int count) {
        System.arraycopy(after, 0, positions, 0, count);
        if (starts.samples() > 0) {
            starts.read(positions, count);
        }
        int more = 0;
        for (int j = 0; j < count; j++) {
            long most = words[j] | ~mask(some[j]);
            if (after[j] < starts.samples() && Long.compareUnsigned(positions[j], most) <= 0) {
                if (most == -1) {
                    after[j] = starts.samples();
                } else {
                    words[more] = most + 1;
                    open[more++] = j;
                }
            }
        }
        starts.firstNotBelow(words, more, positions, probes);
        for (int j = 0; j < more; j++) {
            after[open[j]] = positions[j];
        }
    }

    private long mask(int lane) {
        return -1L << (64 - Math.min(length[lane], perLong) * bits);
    }

    /** Looks at the first sample inside each bracket, which ends all but a few ranks of the search for a short pattern. */
    private void look(int[] some, int count) {
        int looked = 0;
        for (int j = 0; j < count; j++) {
            if (ranks[j] >= 0) {
                ranks[looked] = ranks[j];
                open[looked++] = some[j];
            }
        }
        step(looked);
    }

    /** Narrows the brackets of lanes until their ends are neighbours. */
    private void narrow(int[] some, int count) {
        int left = 0;
        for (int j = 0; j < count; j++) {
            int lane = some[j];
            open[left] = lane;
            left += high[lane] - low[lane] > 1 ? 1 : 0;
        }
        while (left > 0) {
            halve(left);
            left = step(left);
        }
    }

    private void halve(int count) {
        for (int j = 0; j < count; j++) {
            int lane = open[j];
            ranks[j] = (low[lane] + high[lane]) >>> 1;
        }
    }

    /** Every open lane looks at one rank; returns how many stay open. */
    private int step(int count) {
        table.positions(ranks, count, positions);
        skipShared(count);
        text.packed(positions, count, words);
        return compare(count);
    }

    private void skipShared(int count) {
        for (int j = 0; j < count; j++) {
            positions[j] += shared[open[j]];
        }
    }

    private int compare(int count) {
        int left = 0;
        for (int j = 0; j < count; j++) {
            int lane = open[j];
            place(lane, ranks[j], positions[j], words[j]);
            open[left] = lane;
            left += high[lane] - low[lane] > 1 ? 1 : 0;
        }
        return left;
    }

    /** Narrows by one suffix, given its tokens after those that both ends share with the pattern. */
    private void place(int lane, long rank, long position, long word) {
        int begin = from[lane];
        int size = length[lane];
        int known = shared[lane];
        long wanted = keys.word(begin + known);
        int matched;
        boolean below;
        if (word != wanted && text.isWhole(position)) {
            matched = Math.min(size, known + text.equal(word ^ wanted));
            below = matched < size && Long.compareUnsigned(word, wanted) < 0;
        } else {
            matched = text.match(keys, begin, size, position - known, known);
            below = text.isBelow(keys, begin, size, position - known, matched);
        }
        if (below) {
            low[lane] = rank;
            lowMatch[lane] = matched;
        } else {
            high[lane] = rank;
            highMatch[lane] = matched;
        }
        shared[lane] = Math.max(0, Math.min(lowMatch[lane], highMatch[lane]));
    }

    /**
     * Moves the end of a range from a rank that begins with the pattern to the last one that does: upwards from {@code
     * high} below {@code limit}, or downwards from {@code low} above {@code least}. What is known of the range's size is a
     * sample near its end, or nothing: then steps double.
     */
    private void edge(int[] some, int count, int sign) {
        long[] known = sign > 0 ? high : low;
        long[] bound = sign > 0 ? limit : least;
        int left = 0;
        for (int j = 0; j < count; j++) {
            int lane = some[j];
            boolean sampled = sign > 0 && late[lane] > known[lane];
            shared[lane] = sampled ? 0 : 1;
            ranks[left] = sampled ? late[lane] : known[lane] + sign;
            open[left] = lane;
            left += sign * (bound[lane] - known[lane]) > 1 ? 1 : 0;
        }
        while (left > 0) {
            table.positions(ranks, left, positions);
            toLastWords(left);
            text.packed(positions, left, words);
            left = move(left, sign, known, bound);
        }
        if (sign > 0) {
            for (int j = 0; j < count; j++) {
                high[some[j]]++;
            }
        }
    }

    private void toLastWords(int count) {
        for (int j = 0; j < count; j++) {
            positions[j] += Math.max(0, length[open[j]] - perLong);
        }
    }

    private int move(int count, int sign, long[] known, long[] bound) {
        int kept = 0;
        for (int j = 0; j < count; j++) {
            int lane = open[j];
            if (begins(lane, positions[j], words[j])) {
                known[lane] = ranks[j];
                shared[lane] <<= 1;
            } else {
                bound[lane] = ranks[j];
                shared[lane] = 0;
            }
            long away = sign * (bound[lane] - known[lane]);
            long next = shared[lane] > 0 && shared[lane] < away ? shared[lane] : away >>> 1;
            ranks[kept] = known[lane] + sign * next;
            open[kept] = lane;
            kept += away > 1 ? 1 : 0;
        }
        return kept;
    }

    /** Whether a suffix begins with a pattern, given the word where the pattern's last one must be. */
    private boolean begins(int lane, long position, long word) {
        int begin = from[lane];
        int size = length[lane];
        int skipped = Math.max(0, size - perLong);
        long wanted = keys.word(begin + skipped);
        long start = position - skipped;
        return ((word ^ wanted) & mask(lane)) == 0
                && start + size <= text.tokens()
                && (skipped == 0 || text.match(keys, begin, skipped, start, 0) == skipped);
    }

    /** Finds for the first lanes the suffix that shares the longest beginning with the pattern, which is cut to that. */
    void longest(int lanes) {
        int[] some = new int[lanes];
        int count = 0;
        for (int lane = 0; lane < lanes; lane++) {
            some[count] = lane;
            count += length[lane] > 0 ? 1 : 0;
        }
        bracket(some, count);
        narrow(some, count);
        for (int j = 0; j < count; j++) {
            int lane = some[j];
            int above = high[lane] == table.suffixes() ? 0 : known(lane, high[lane], highMatch[lane]);
            int below = low[lane] < 0 || above == length[lane] ? 0 : known(lane, low[lane], lowMatch[lane]);
            long best = above >= below ? high[lane] : low[lane];
            low[lane] = best;
            high[lane] = best;
            length[lane] = Math.max(above, below);
        }
    }

    private int known(int lane, long rank, int matched) {
        return matched == Bracket.UNKNOWN
                ? text.match(keys, from[lane], length[lane], table.position(rank), 0)
                : matched;
    }

    /** After {@link #longest}: finds all suffixes that share as much, for some of the lanes. */
    void widen(int[] some, int count) {
        int[] fresh = new int[count];
        int[] wide = new int[count];
        int searched = 0;
        int widened = 0;
        for (int j = 0; j < count; j++) {
            int lane = some[j];
            if (length[lane] <= perLong) {
                fresh[searched++] = lane;
            } else {
                late[lane] = -1;
                wide[widened++] = lane;
            }
        }
        edge(wide, widened, -1);
        edge(wide, widened, 1);
        find(fresh, searched);
    }
}
