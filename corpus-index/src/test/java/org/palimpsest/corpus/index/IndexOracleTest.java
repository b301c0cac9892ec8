package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.stats.RandomStream;

/**
 * Every query of awkward corpora equals what looking at every place finds. {@code -Dpalimpsest.corpora=5000} draws more of
 * them.
 */
class IndexOracleTest {
    private static final int CORPORA = Integer.getInteger("palimpsest.corpora", 70);

    @TempDir
    Path folder;

    @Test
    void everyQueryEqualsLookingAtEveryPlace() throws IOException {
        for (int round = 0; round < CORPORA; round++) {
            RandomGenerator random = RandomStream.of(round, "awkward");
            Corpora.Drawn drawn = Corpora.draw(round, random);
            SuffixArrayIndex index = drawn.build(folder.resolve("index" + round));
            try {
                SuffixArrayIndexTest.check(drawn.corpus(), index, drawn.alphabet(), random);
                for (int i = 0; i < 6; i++) {
                    next(drawn, index, i == 0 ? new int[0] : drawn.phrase(random, 5));
                    prediction(drawn, index, Corpora.text(random, random.nextInt(6), drawn.alphabet()));
                }
                infinityGram(drawn, index, random);
                phrases(drawn, index, random);
                restricted(drawn, index, random);
                repeats(drawn, index, 1 + random.nextInt(12));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("round " + round + ": " + describe(drawn), e);
            }
        }
    }

    private static void repeats(Corpora.Drawn drawn, SuffixArrayIndex index, int longest) {
        if (drawn.options().inverse() == IndexBuilder.Inverse.LEFT_OUT) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> index.repeats(0, longest))
                    .withMessageContaining("build it with --inverse");
            return;
        }
        for (int d = 0; d < drawn.corpus().documents().size(); d++) {
            int[] tokens = drawn.corpus().documents().get(d);
            int[] expected = new int[tokens.length];
            for (int at = 0; at < tokens.length; at++) {
                while (expected[at] < longest
                        && at + expected[at] < tokens.length
                        && drawn.corpus().count(Arrays.copyOfRange(tokens, at, at + expected[at] + 1)) > 1) {
                    expected[at]++;
                }
            }
            assertThat(index.repeats(d, longest)).containsExactly(expected);
        }
    }

    private static String describe(Corpora.Drawn drawn) {
        return drawn.options() + " "
                + drawn.corpus().documents().stream().map(Arrays::toString).toList();
    }

    static NextTokens plainNext(PlainCorpus corpus, int[] context, int most) {
        Map<Integer, Long> counts = new TreeMap<>();
        long ended = 0;
        long count = 0;
        for (int[] document : corpus.documents()) {
            for (int at = 0; at + context.length <= document.length; at++) {
                int end = at + context.length;
                if (Arrays.equals(document, at, end, context, 0, context.length)) {
                    count++;
                    if (end == document.length) {
                        ended++;
                    } else {
                        counts.merge(document[end], 1L, Long::sum);
                    }
                }
            }
        }
        List<NextTokens.Follower> followers = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Integer::compareUnsigned)))
                .map(entry -> new NextTokens.Follower(entry.getKey(), entry.getValue()))
                .toList();
        return new NextTokens(count, ended, followers.size(), followers.subList(0, Math.min(most, followers.size())));
    }

    private static void next(Corpora.Drawn drawn, SuffixArrayIndex index, int[] context) {
        for (int most : new int[] {0, 1, 100}) {
            assertThat(index.next(context, most)).isEqualTo(plainNext(drawn.corpus(), context, most));
        }
    }

    private static void prediction(Corpora.Drawn drawn, SuffixArrayIndex index, int[] context) {
        for (int longest : new int[] {0, 2, 100}) {
            int[] end = longestEnd(drawn.corpus(), context, longest);
            assertThat(InfinityGram.of(index).withLongestContext(longest).next(context, 9))
                    .isEqualTo(new InfinityGram.Prediction(end.length + 1, plainNext(drawn.corpus(), end, 9)));
        }
    }

    private static int[] longestEnd(PlainCorpus corpus, int[] context, int longest) {
        for (int from = Math.max(0, context.length - longest); from < context.length; from++) {
            int[] end = Arrays.copyOfRange(context, from, context.length);
            if (corpus.count(end) > 0) {
                return end;
            }
        }
        return new int[0];
    }

    private static void infinityGram(Corpora.Drawn drawn, SuffixArrayIndex index, RandomGenerator random) {
        int[] text = IntStream.concat(
                        Arrays.stream(drawn.phrase(random, 20)),
                        IntStream.concat(
                                IntStream.of(drawn.alphabet()[0], 300 + random.nextInt(2) * 70_000),
                                Arrays.stream(drawn.phrase(random, 20))))
                .toArray();
        for (int longest : new int[] {0, 1, 5, Integer.MAX_VALUE}) {
            assertThat(InfinityGram.of(index).withLongestContext(longest).counts(text))
                    .isEqualTo(plainCounts(drawn.corpus(), text, longest));
        }
    }

    static InfinityGramCounts plainCounts(PlainCorpus corpus, int[] text, int longest) {
        int[] lengths = new int[text.length];
        long[] contexts = new long[text.length];
        long[] counts = new long[text.length];
        for (int i = 0; i < text.length; i++) {
            int[] end = longestEnd(corpus, Arrays.copyOf(text, i), longest);
            NextTokens next = plainNext(corpus, end, Integer.MAX_VALUE);
            int token = text[i];
            lengths[i] = end.length;
            contexts[i] = next.count();
            counts[i] = next.followers().stream()
                    .filter(follower -> follower.token() == token)
                    .mapToLong(NextTokens.Follower::count)
                    .sum();
        }
        return new InfinityGramCounts(lengths, contexts, counts);
    }

    private static void phrases(Corpora.Drawn drawn, SuffixArrayIndex index, RandomGenerator random) {
        DocumentSearch search = DocumentSearch.in(index);
        DocumentSet some = some(drawn, random);
        for (int i = 0; i < 8; i++) {
            int[] a = drawn.phrase(random, 3);
            int[] b = drawn.phrase(random, 2);
            int[] c = drawn.phrase(random, 3);
            long within = random.nextInt(8);
            assertThat(search.documents(a)).isEqualTo(documents(drawn, d -> holds(drawn, d, a)));
            assertThat(search.documents(PhraseQuery.allOf(a, b)))
                    .isEqualTo(documents(drawn, d -> holds(drawn, d, a) && holds(drawn, d, b)));
            assertThat(search.documents(PhraseQuery.anyOf(a, b)))
                    .isEqualTo(documents(drawn, d -> holds(drawn, d, a) || holds(drawn, d, b)));
            assertThat(search.documents(new PhraseQuery(List.of(a), List.of(b), List.of(c), within), some))
                    .isEqualTo(documents(
                            drawn,
                            d -> some.contains(d) && holds(drawn, d, a) && holds(drawn, d, b) && !holds(drawn, d, c)));
            assertThat(search.documents(new PhraseQuery(List.of(), List.of(), List.of(c), within)))
                    .isEqualTo(documents(drawn, d -> !holds(drawn, d, c)));
            assertThat(search.documents(PhraseQuery.allOf(a, b, c).within(within)))
                    .isEqualTo(documents(drawn, d -> near(drawn, d, within, a, b, c)));
        }
    }

    private static DocumentSet some(Corpora.Drawn drawn, RandomGenerator random) {
        return documents(drawn, d -> random.nextInt(3) > 0);
    }

    private static DocumentSet documents(Corpora.Drawn drawn, LongPredicate rule) {
        return DocumentSet.of(LongStream.range(0, drawn.corpus().documents().size())
                .filter(rule)
                .toArray());
    }

    private static boolean holds(Corpora.Drawn drawn, long document, int[] phrase) {
        return places(drawn, document, phrase).findAny().isPresent();
    }

    private static LongStream places(Corpora.Drawn drawn, long document, int[] phrase) {
        return drawn.corpus().hits(phrase).stream()
                .filter(hit -> hit.document() == document)
                .mapToLong(Occurrences.Hit::position);
    }

    private static boolean near(Corpora.Drawn drawn, long document, long within, int[] a, int[] b, int[] c) {
        return places(drawn, document, a)
                .anyMatch(x -> places(drawn, document, b)
                        .anyMatch(y -> places(drawn, document, c)
                                .anyMatch(z -> Math.max(x, Math.max(y, z)) - Math.min(x, Math.min(y, z)) <= within)));
    }

    private static void restricted(Corpora.Drawn drawn, SuffixArrayIndex index, RandomGenerator random) {
        DocumentSet some = some(drawn, random);
        RestrictedIndex part = RestrictedIndex.of(index, some);
        for (int i = 0; i < 8; i++) {
            int[] phrase = drawn.phrase(random, 3);
            List<Occurrences.Hit> hits = drawn.corpus().hits(phrase).stream()
                    .filter(hit -> some.contains(hit.document()))
                    .toList();
            assertThat(part.count(phrase)).isEqualTo(hits.size());
            assertThat(part.locate(phrase, 1000)).isEqualTo(new Occurrences(hits.size(), hits));
            assertThat(part.locate(phrase, 2).hits())
                    .hasSize(Math.min(2, hits.size()))
                    .isSubsetOf(hits)
                    .doesNotHaveDuplicates();
            List<Occurrences.Hit> seen = new ArrayList<>();
            assertThat(part.visit(phrase, 2, (d, at) -> seen.add(new Occurrences.Hit(d, at))))
                    .isEqualTo(hits.size());
            assertThat(seen).hasSize(Math.min(2, hits.size())).isSubsetOf(hits);
            assertThat(part.documents(phrase))
                    .isEqualTo(documents(drawn, d -> some.contains(d) && holds(drawn, d, phrase)));
        }
        histogram(drawn, part, drawn.phrase(random, 20));
    }

    private static void histogram(Corpora.Drawn drawn, RestrictedIndex part, int[] text) {
        int bins = 3;
        long[] expected = new long[bins];
        long matched = 0;
        int[] lengths = drawn.corpus().match(text, 6).lengths();
        for (int at = 0; at < text.length; at++) {
            boolean any = false;
            for (Occurrences.Hit hit : lengths[at] < 2
                    ? List.<Occurrences.Hit>of()
                    : drawn.corpus().hits(Arrays.copyOfRange(text, at, at + lengths[at]))) {
                if (part.among().contains(hit.document())) {
                    any = true;
                    expected[
                            (int) (hit.document()
                                    * bins
                                    / drawn.corpus().documents().size())]++;
                }
            }
            matched += any ? 1 : 0;
        }
        assertThat(part.histogram(text, new MatchHistogram.Options(2, 6, 100_000, bins)))
                .isEqualTo(new MatchHistogram(
                        expected, matched, Arrays.stream(expected).sum()));
    }
}
