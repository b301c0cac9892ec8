package org.palimpsest.corpus.index;

/**
 * The longest context that occurs before each token of a text. It begins at {@code start} and never begins earlier for a
 * later token: if the context with the token after it occurs, that is the next context, whose places are already known;
 * else a shorter one is looked for. Where the context is long, its places are narrowed by the token alone, so the cost
 * does not grow with its length.
 */
final class SlidingContext {
    private final SuffixArrayIndex index;
    private final int[] keys;
    private final int longest;
    private final boolean reversed;
    private final TokenWidth width;
    private Ranks[] places;
    private Ranks[] longer;
    private int start;
    private int end;
    private long count;

    SlidingContext(SuffixArrayIndex index, int[] tokens, int longest) {
        this.index = index;
        this.longest = longest;
        this.width = index.manifest().width();
        this.reversed = index.manifest().direction() == IndexManifest.Direction.REVERSED;
        this.keys = new int[tokens.length];
        for (int i = 0; i < keys.length; i++) {
            keys[reversed ? keys.length - 1 - i : i] = width.key(tokens[i]);
        }
        this.places = new Ranks[index.shardCount()];
        this.longer = new Ranks[index.shardCount()];
        clear(0);
    }

    private void clear(int at) {
        start = at;
        end = at;
        count = index.tokens() + index.documents();
        for (int i = 0; i < places.length; i++) {
            places[i] = new Ranks(0, index.shard(i).table().suffixes());
        }
    }

    /** Tokens of the context. */
    int length() {
        return end - start;
    }

    /** How often the context occurs; the empty one before every token and at the end of every document. */
    long count() {
        return count;
    }

    /** Moves past the next token, which an index can have or not; returns how often it follows the context. */
    long advance(boolean canBe) {
        if (!canBe) {
            clear(end + 1);
            return 0;
        }
        long followed = follow();
        if (followed > 0) {
            swap();
            end++;
            count = followed;
            shorten();
        } else {
            retreat();
        }
        return followed;
    }

    private void swap() {
        Ranks[] old = places;
        places = longer;
        longer = old;
    }

    /** A context beyond the longest loses its first token, and has to be found anew. */
    private void shorten() {
        if (length() > longest) {
            start++;
            if (start == end) {
                clear(end);
            } else {
                count = find(start, end);
                swap();
            }
        }
    }

    /** The longest context that occurs, ends with the next token and begins after the present one. */
    private void retreat() {
        int last = end + 1;
        int fails = start;
        int occurs = fails;
        for (int step = 1; ; step <<= 1) {
            occurs = Math.min(last, fails + step);
            if (occurs == last || find(occurs, last) > 0) {
                break;
            }
            fails = occurs;
        }
        while (occurs - fails > 1) {
            int middle = (occurs + fails) >>> 1;
            if (find(middle, last) > 0) {
                occurs = middle;
            } else {
                fails = middle;
            }
        }
        if (occurs == last) {
            clear(last);
        } else {
            count = find(occurs, last);
            start = occurs;
            end = last;
            swap();
        }
    }

    /** The places of the context with the next token. */
    private long follow() {
        if (reversed || length() < width.tokensInALong()) {
            return find(start, end + 1);
        }
        long sum = 0;
        for (int i = 0; i < longer.length; i++) {
            longer[i] = narrowed(index.shard(i), places[i], keys[end], length());
            sum += longer[i].count();
        }
        return sum;
    }

    /** The places of the tokens from one place of the text to another. */
    private long find(int from, int to) {
        long sum = 0;
        int first = reversed ? keys.length - to : from;
        for (int i = 0; i < longer.length; i++) {
            longer[i] = index.shard(i).search().find(keys, first, to - from);
            sum += longer[i].count();
        }
        return sum;
    }

    /** Of suffixes that share their first {@code depth} tokens, those that have a key next. */
    private static Ranks narrowed(Shard shard, Ranks ranks, int key, int depth) {
        long first = firstAtLeast(shard, ranks.first(), ranks.end(), Integer.toUnsignedLong(key), depth);
        return new Ranks(first, firstAtLeast(shard, first, ranks.end(), Integer.toUnsignedLong(key) + 1, depth));
    }

    private static long firstAtLeast(Shard shard, long from, long to, long key, int depth) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            long position = shard.table().position(middle) + depth;
            boolean below = position == shard.text().tokens()
                    || Integer.toUnsignedLong(shard.text().key(position)) < key;
            if (below) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Walks over a whole text. */
    static InfinityGramCounts over(SuffixArrayIndex index, int[] tokens, int longest) {
        int[] lengths = new int[tokens.length];
        long[] contexts = new long[tokens.length];
        long[] counts = new long[tokens.length];
        SlidingContext context = new SlidingContext(index, tokens, longest);
        for (int i = 0; i < tokens.length; i++) {
            lengths[i] = context.length();
            contexts[i] = context.count();
            counts[i] = context.advance(context.width.canHave(tokens[i]));
        }
        return new InfinityGramCounts(lengths, contexts, counts);
    }
}
