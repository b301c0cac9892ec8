package org.palimpsest.corpus.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Binary searches over the suffixes of one shard (Manber and Myers 1993). A start table brackets the pattern; the search
 * inside the bracket carries how many tokens both its ends share with the pattern; the end of a range is galloped to
 * from its beginning. A pattern is given as keys.
 */
final class SuffixSearch {
    private static final int UNKNOWN = -1;
    /** A shared beginning below which a fresh search is quicker than galloping from the last one's place. */
    private static final int SHORTEST_FOLLOWED = 2;

    private final TokenFile text;
    private final SuffixTable table;
    private final @Nullable StartTable starts;
    private final @Nullable FirstTable firsts;
    private final long suffixes;
    /** What was read only to have it near; kept so that it is read. */
    long fetched;

    private final int bits;
    private final int perLong;

    SuffixSearch(TokenFile text, SuffixTable table, @Nullable StartTable starts, @Nullable FirstTable firsts) {
        this.text = text;
        this.table = table;
        this.starts = starts;
        this.firsts = firsts;
        this.suffixes = table.suffixes();
        this.bits = 8 * text.width().bytes();
        this.perLong = text.width().tokensInALong();
    }

    /** The suffixes that begin with a pattern of at least one token. */
    Ranks find(int[] keys, int from, int length) {
        if (length == 1 && firsts != null) {
            return new Ranks(firsts.first(keys[from]), firsts.end(keys[from]));
        }
        Bracket bracket = bracket(keys, from, length);
        narrow(bracket, keys, from, length);
        return new Ranks(bracket.high, end(bracket, keys, from, length));
    }

    /**
     * Where a pattern can stand among the ranks. {@code low} is below the pattern or -1; {@code high} is not, or is the
     * number of suffixes; {@code limit} is above everything that begins with the pattern.
     */
    static final class Bracket {
        private long low = -1;
        private int lowMatch;
        private long high;
        private int highMatch;
        private final long limit;
        /** A rank that splits well, or {@code high}. */
        private long guess;
        /** A rank at or before the last that begins with the pattern, unless suffixes end inside it. */
        private long late = -1;

        private Bracket(long suffixes) {
            high = suffixes;
            limit = suffixes;
            guess = suffixes;
        }

        private Bracket(long low, long guess, long late, long limit) {
            this.low = low;
            this.lowMatch = UNKNOWN;
            this.guess = guess;
            this.late = late;
            this.high = limit;
            this.highMatch = UNKNOWN;
            this.limit = limit;
        }

        private int shared() {
            return Math.max(0, Math.min(lowMatch, highMatch));
        }

        private void below(long rank, int matched) {
            low = rank;
            lowMatch = matched;
        }

        private void notBelow(long rank, int matched) {
            high = rank;
            highMatch = matched;
        }
    }

    /** Brackets a pattern by the start table. */
    Bracket bracket(int[] keys, int from, int length) {
        if (starts == null) {
            return new Bracket(suffixes);
        }
        int packed = Math.min(length, perLong);
        long least = pack(keys, from, packed);
        int free = 64 - packed * bits;
        long most = free == 0 ? least : least | (-1L >>> (packed * bits));
        int shift = starts.shift();
        long first;
        long last = starts.samples();
        if (firsts == null) {
            first = starts.firstNotBelow(least);
        } else {
            last = Math.min(last, (firsts.end(keys[from]) + (1L << shift) - 1) >>> shift);
            first = starts.firstNotBelow(
                    least, Math.min(last, (firsts.first(keys[from]) + (1L << shift) - 1) >>> shift), last);
        }
        long after = most == -1 ? starts.samples() : starts.firstAbove(most, first, last);
        long low = first == 0 ? -1 : (first - 1) << shift;
        long limit = after == starts.samples() ? suffixes : after << shift;
        boolean whole = length <= packed;
        return new Bracket(
                low,
                whole ? Math.min(limit, first << shift) : limit,
                whole && after > first ? (after - 1) << shift : -1,
                limit);
    }

    /**
     * Narrows a bracket until its ends are neighbours. Three suffixes are looked at together, so that their places in
     * memory are fetched at the same time.
     */
    void narrow(Bracket b, int[] keys, int from, int length) {
        if (b.guess < b.high) {
            look(b, keys, from, length, b.guess);
        }
        while (b.high - b.low > 3) {
            long quarter = (b.high - b.low) >>> 2;
            long first = b.low + quarter;
            long second = b.low + 2 * quarter;
            long third = b.low + 3 * quarter;
            int shared = b.shared();
            long firstAt = table.position(first);
            long secondAt = table.position(second);
            long thirdAt = table.position(third);
            long firstWord = text.packed(firstAt + shared);
            long secondWord = text.packed(secondAt + shared);
            long thirdWord = text.packed(thirdAt + shared);
            int packed = Math.min(length - shared, perLong);
            long wanted = pack(keys, from + shared, packed);
            if (place(b, keys, from, length, second, secondAt, shared, packed, wanted, secondWord)) {
                place(b, keys, from, length, third, thirdAt, shared, packed, wanted, thirdWord);
            } else {
                place(b, keys, from, length, first, firstAt, shared, packed, wanted, firstWord);
            }
        }
        while (b.high - b.low > 1) {
            look(b, keys, from, length, (b.low + b.high) >>> 1);
        }
    }

    /**
     * The suffixes of many patterns of at least one token: all of them take a step before any takes the next, so that the
     * memory of many is fetched at the same time.
     *
     * @param patterns keys
     * @param found gets the ranks, in order
     */
    void findAll(int[][] patterns, Ranks[] found) {
        int count = patterns.length;
        Bracket[] brackets = new Bracket[count];
        int[] open = new int[count];
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (patterns[i].length == 1 && firsts != null) {
                found[i] = find(patterns[i], 0, 1);
            } else {
                brackets[i] = bracket(patterns[i], 0, patterns[i].length);
                open[left++] = i;
            }
        }
        int searched = left;
        int[] all = Arrays.copyOf(open, left);
        long[] ranks = new long[left];
        long[] positions = new long[left];
        long[] words = new long[left];
        while (left > 0) {
            for (int j = 0; j < left; j++) {
                Bracket b = brackets[open[j]];
                ranks[j] = b.guess < b.high ? b.guess : (b.low + b.high) >>> 1;
                positions[j] = b.high - b.low > 1 ? table.position(ranks[j]) : 0;
            }
            for (int j = 0; j < left; j++) {
                words[j] = text.packed(positions[j] + brackets[open[j]].shared());
            }
            int kept = 0;
            for (int j = 0; j < left; j++) {
                int i = open[j];
                Bracket b = brackets[i];
                if (b.high - b.low > 1) {
                    step(b, patterns[i], ranks[j], positions[j], words[j]);
                    b.guess = b.limit;
                    open[kept++] = i;
                }
            }
            left = kept;
        }
        ends(patterns, brackets, all, searched, found);
    }

    private void step(Bracket b, int[] keys, long rank, long position, long word) {
        int shared = b.shared();
        int packed = Math.min(keys.length - shared, perLong);
        place(b, keys, 0, keys.length, rank, position, shared, packed, pack(keys, shared, packed), word);
    }

    private void ends(int[][] patterns, Bracket[] brackets, int[] all, int count, Ranks[] found) {
        long[] positions = new long[count];
        for (int j = 0; j < count; j++) {
            Bracket b = brackets[all[j]];
            positions[j] = table.position(Math.min(b.high + 1, suffixes - 1));
        }
        long touched = 0;
        for (int j = 0; j < count; j++) {
            touched += text.packed(positions[j]);
        }
        for (int j = 0; j < count; j++) {
            int i = all[j];
            long end = end(brackets[i], patterns[i], 0, patterns[i].length);
            found[i] = new Ranks(brackets[i].high, end);
        }
        fetched = touched;
    }

    private void look(Bracket b, int[] keys, int from, int length, long rank) {
        long position = table.position(rank);
        int matched = text.match(keys, from, length, position, b.shared());
        if (text.isBelow(keys, from, length, position, matched)) {
            b.below(rank, matched);
        } else {
            b.notBelow(rank, matched);
        }
    }

    /** Narrows by one suffix whose next tokens after {@code shared} are at hand; returns whether it is below. */
    private boolean place(
            Bracket b,
            int[] keys,
            int from,
            int length,
            long rank,
            long position,
            int shared,
            int packed,
            long wanted,
            long word) {
        long difference = packed == 0 ? 0 : (word ^ wanted) >>> (64 - packed * bits);
        int matched;
        boolean below;
        if (difference == 0 || position + shared + perLong > text.tokens()) {
            matched = text.match(keys, from, length, position, shared);
            below = text.isBelow(keys, from, length, position, matched);
        } else {
            matched = shared + packed - (64 - Long.numberOfLeadingZeros(difference) + bits - 1) / bits;
            below = Long.compareUnsigned(word, wanted) < 0;
        }
        if (below) {
            b.below(rank, matched);
        } else {
            b.notBelow(rank, matched);
        }
        return below;
    }

    /** Tokens of a pattern at the top of 64 bits. */
    private long pack(int[] keys, int from, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum = (sum << bits) | Integer.toUnsignedLong(keys[from + i]);
        }
        return count == 0 ? 0 : sum << (64 - count * bits);
    }

    /** The rank after the last suffix that begins with a pattern, whose first such rank is the narrowed bracket's. */
    private long end(Bracket b, int[] keys, int from, int length) {
        long first = b.high;
        if (first >= b.limit || (b.highMatch != UNKNOWN && b.highMatch < length)) {
            return first;
        }
        long low = first - 1;
        if (b.late > first && begins(keys, from, length, b.late)) {
            low = b.late;
        }
        return endAfter(low, b.limit, keys, from, length);
    }

    /** The first rank above {@code low} that does not begin with a pattern, at most {@code limit}. */
    private long endAfter(long low, long limit, int[] keys, int from, int length) {
        long known = low;
        long high = limit;
        for (long step = 1; known + step < limit; step <<= 1) {
            if (!begins(keys, from, length, known + step)) {
                high = known + step;
                break;
            }
            known += step;
        }
        while (high - known > 1) {
            long middle = (known + high) >>> 1;
            if (begins(keys, from, length, middle)) {
                known = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The suffixes that begin with a pattern, given one that does. */
    Ranks around(long rank, int[] keys, int from, int length) {
        return new Ranks(firstBefore(rank, keys, from, length), endAfter(rank, suffixes, keys, from, length));
    }

    /** The first rank that begins with a pattern, given one that does. */
    private long firstBefore(long rank, int[] keys, int from, int length) {
        long known = rank;
        long low = -1;
        for (long step = 1; known - step >= 0; step <<= 1) {
            if (!begins(keys, from, length, known - step)) {
                low = known - step;
                break;
            }
            known -= step;
        }
        while (known - low > 1) {
            long middle = (low + known) >>> 1;
            if (begins(keys, from, length, middle)) {
                known = middle;
            } else {
                low = middle;
            }
        }
        return known;
    }

    private boolean begins(int[] keys, int from, int length, long rank) {
        return text.match(keys, from, length, table.position(rank), 0) == length;
    }

    /** The longest match of a pattern's beginning: of the two neighbours of its place, the one that shares more. */
    void longest(Match match, int[] keys, int from, int length) {
        Bracket b = bracket(keys, from, length);
        narrow(b, keys, from, length);
        take(match, b, keys, from, length);
    }

    private void take(Match match, Bracket b, int[] keys, int from, int length) {
        int high = b.high == suffixes ? 0 : known(b.high, b.highMatch, keys, from, length);
        int low = b.low < 0 || high == length ? 0 : known(b.low, b.lowMatch, keys, from, length);
        match.set(high >= low ? b.high : b.low, Math.max(high, low));
    }

    private int known(long rank, int matched, int[] keys, int from, int length) {
        return matched == UNKNOWN ? text.match(keys, from, length, table.position(rank), 0) : matched;
    }

    /**
     * The same for a pattern that is the last one without its first token, by the rank of the suffix one position later
     * than the last match: it shares all but the first of the tokens that the last match had.
     */
    void longestNext(Match match, InverseTable inverse, int[] keys, int from, int length) {
        int shared = match.length() - 1;
        if (shared < SHORTEST_FOLLOWED) {
            longest(match, keys, from, length);
            return;
        }
        long rank = inverse.rank(table.position(match.rank()) + 1);
        long position = table.position(rank);
        int matched = text.match(keys, from, length, position, Math.min(shared, length));
        if (matched == length) {
            match.set(rank, matched);
            return;
        }
        Bracket b = new Bracket(suffixes);
        b.lowMatch = UNKNOWN;
        b.highMatch = UNKNOWN;
        if (text.isBelow(keys, from, length, position, matched)) {
            b.below(rank, matched);
            gallopUp(b, keys, from, length);
        } else {
            b.notBelow(rank, matched);
            gallopDown(b, keys, from, length);
        }
        narrow(b, keys, from, length);
        take(match, b, keys, from, length);
    }

    private void gallopUp(Bracket b, int[] keys, int from, int length) {
        for (long step = 1; b.low + step < suffixes; step <<= 1) {
            long rank = b.low + step;
            long position = table.position(rank);
            int matched = text.match(keys, from, length, position, 0);
            if (!text.isBelow(keys, from, length, position, matched)) {
                b.notBelow(rank, matched);
                break;
            }
            b.below(rank, matched);
        }
        b.guess = b.high;
    }

    private void gallopDown(Bracket b, int[] keys, int from, int length) {
        for (long step = 1; b.high - step >= 0; step <<= 1) {
            long rank = b.high - step;
            long position = table.position(rank);
            int matched = text.match(keys, from, length, position, 0);
            if (text.isBelow(keys, from, length, position, matched)) {
                b.below(rank, matched);
                break;
            }
            b.notBelow(rank, matched);
        }
        b.guess = b.high;
    }
}
