package org.palimpsest.corpus.index;

import org.jspecify.annotations.Nullable;

/**
 * Binary searches over the suffixes of one shard (Manber and Myers 1993). A start table brackets the pattern; the search
 * inside the bracket carries how many tokens both its ends share with the pattern; the end of a range is galloped to
 * from its beginning. A pattern is given as keys.
 */
final class SuffixSearch {
    private final TokenFile text;
    private final SuffixTable table;
    private final StartTable starts;
    private final @Nullable FirstTable firsts;
    private final long suffixes;
    private final int bits;
    private final int perLong;

    SuffixSearch(TokenFile text, SuffixTable table, StartTable starts, @Nullable FirstTable firsts) {
        this.text = text;
        this.table = table;
        this.starts = starts;
        this.firsts = firsts;
        this.suffixes = table.suffixes();
        this.bits = 8 * text.width().bytes();
        this.perLong = text.width().tokensInALong();
    }

    /** Many searches of parts of some keys. */
    LockStep together(PackedKeys keys) {
        return new LockStep(text, table, starts, firsts, keys);
    }

    /** The suffixes that begin with a pattern of at least one token, given as keys. */
    Ranks find(int[] keys, int from, int length) {
        return find(new PackedKeys(keys, from, length, text.width()), 0, length);
    }

    /** The same of packed keys. */
    Ranks find(PackedKeys keys, int from, int length) {
        if (length == 1 && firsts != null) {
            return new Ranks(firsts.first(keys.key(from)), firsts.end(keys.key(from)));
        }
        Bracket bracket = bracket(keys, from, length);
        narrow(bracket, keys, from, length);
        return new Ranks(bracket.high, end(bracket, keys, from, length));
    }

    /** Brackets a pattern by the start table. */
    Bracket bracket(PackedKeys keys, int from, int length) {
        int packed = Math.min(length, perLong);
        long mask = -1L << (64 - packed * bits);
        long least = keys.word(from) & mask;
        long most = least | ~mask;
        int shift = starts.shift();
        long first;
        long last = starts.samples();
        if (firsts == null) {
            first = starts.firstNotBelow(least);
        } else {
            last = Math.min(last, (firsts.end(keys.key(from)) + (1L << shift) - 1) >>> shift);
            first = starts.firstNotBelow(
                    least, Math.min(last, (firsts.first(keys.key(from)) + (1L << shift) - 1) >>> shift), last);
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
    void narrow(Bracket b, PackedKeys keys, int from, int length) {
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
            if (place(b, keys, from, length, second, secondAt, shared, secondWord)) {
                place(b, keys, from, length, third, thirdAt, shared, thirdWord);
            } else {
                place(b, keys, from, length, first, firstAt, shared, firstWord);
            }
        }
        while (b.high - b.low > 1) {
            look(b, keys, from, length, (b.low + b.high) >>> 1);
        }
    }

    private void look(Bracket b, PackedKeys keys, int from, int length, long rank) {
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
            Bracket b, PackedKeys keys, int from, int length, long rank, long position, int shared, long word) {
        long wanted = keys.word(from + shared);
        int matched;
        boolean below;
        if (word != wanted && text.isWhole(position + shared)) {
            matched = Math.min(length, shared + text.equal(word ^ wanted));
            below = matched < length && Long.compareUnsigned(word, wanted) < 0;
        } else {
            matched = text.match(keys, from, length, position, shared);
            below = text.isBelow(keys, from, length, position, matched);
        }
        if (below) {
            b.below(rank, matched);
        } else {
            b.notBelow(rank, matched);
        }
        return below;
    }

    /** The rank after the last suffix that begins with a pattern, whose first such rank is the narrowed bracket's. */
    private long end(Bracket b, PackedKeys keys, int from, int length) {
        long first = b.high;
        if (first >= b.limit || (b.highMatch != Bracket.UNKNOWN && b.highMatch < length)) {
            return first;
        }
        long low = first - 1;
        if (b.late > first && begins(keys, from, length, b.late)) {
            low = b.late;
        }
        return endAfter(low, b.limit, keys, from, length);
    }

    /** The first rank above {@code low} that does not begin with a pattern, at most {@code limit}. */
    private long endAfter(long low, long limit, PackedKeys keys, int from, int length) {
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

    private boolean begins(PackedKeys keys, int from, int length, long rank) {
        return text.match(keys, from, length, table.position(rank), 0) == length;
    }
}
