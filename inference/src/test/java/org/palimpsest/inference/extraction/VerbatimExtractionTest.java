package org.palimpsest.inference.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.inference.generation.GivenContinuation;
import org.palimpsest.inference.generation.Sampling;
import org.palimpsest.inference.generation.SuffixScore;
import org.palimpsest.inference.generation.SuffixScorer;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.RandomStream;

class VerbatimExtractionTest {
    /** Counts upwards from the prefix; each right token has the chance 1/2. */
    private static final SuffixScorer COUNTS = (windows, sampling) ->
            windows.stream().map(VerbatimExtractionTest::counted).toList();

    private static SuffixScore counted(GivenContinuation window) {
        int expected = window.prefix()[window.prefix().length - 1];
        int matched = 0;
        int right = 0;
        for (int i = 0; i < window.suffix().length; i++) {
            boolean hit = window.suffix()[i] == ++expected;
            right += hit ? 1 : 0;
            matched += hit && matched == i ? 1 : 0;
        }
        double nats = right == window.suffix().length ? right * Math.log(0.5) : Double.NEGATIVE_INFINITY;
        return new SuffixScore(nats, matched, 1);
    }

    private static PassageExtraction extract(int[] tokens, int prefix, int suffix, int stride) {
        return new VerbatimExtraction(COUNTS, new ExtractionOptions(prefix, suffix, stride, Sampling.plain()))
                .extract(List.of(new Passage("a", tokens)))
                .get(0);
    }

    private static final int[] BROKEN = {1, 2, 3, 4, 5, 6, 7, 8, 50, 51, 52, 53, 54, 55};

    @Test
    void windowsBeginAtEveryStrideAsLongAsTheyFit() {
        PassageExtraction found = extract(BROKEN, 2, 3, 2);
        assertThat(found.windows()).extracting(w -> w.prefix().from()).containsExactly(0, 2, 4, 6, 8);
        assertThat(found.windows()).allSatisfy(w -> {
            assertThat(w.prefix().length()).isEqualTo(2);
            assertThat(w.suffix().length()).isEqualTo(3);
        });
        assertThat(extract(Arrays.copyOf(BROKEN, 5), 2, 3, 1).windows()).hasSize(1);
        assertThat(extract(Arrays.copyOf(BROKEN, 4), 2, 3, 1).tooShort()).isTrue();
        assertThat(extract(new int[0], 2, 3, 1).tooShort()).isTrue();
    }

    @Test
    void spansAreTheUnionOfExtractedSuffixes() {
        PassageExtraction found = extract(BROKEN, 2, 3, 2);
        // suffixes [2,5) and [4,7) count on; [6,9) and [8,11) meet the break; [10,13) counts on again
        assertThat(found.windows())
                .extracting(WindowExtraction::extracted)
                .containsExactly(true, true, false, false, true);
        assertThat(found.extractedSpans()).containsExactly(new TokenSpan(2, 7), new TokenSpan(10, 13));
        assertThat(found.windows().get(2).run()).isEqualTo(new TokenSpan(6, 8));
        assertThat(found.windows().get(3).run()).isEqualTo(new TokenSpan(8, 8));
        assertThat(found.longestRun()).contains(new TokenSpan(2, 5));
        assertThat(found.bestLogProbNats()).isCloseTo(3 * Math.log(0.5), within(1e-12));
        assertThat(TokenSpan.union(List.of(new TokenSpan(5, 7), new TokenSpan(1, 3), new TokenSpan(3, 4))))
                .containsExactly(new TokenSpan(1, 4), new TokenSpan(5, 7));
    }

    @Test
    void passagesAreTheTrialsAndShortOnesAreNone() {
        int[] none = {1, 3, 5, 7, 9, 11};
        List<PassageExtraction> found = new VerbatimExtraction(COUNTS, new ExtractionOptions(2, 3, 1, Sampling.plain()))
                .extract(List.of(new Passage("a", BROKEN), new Passage("b", none), new Passage("c", new int[2])));
        ExtractionRate greedy = ExtractionRate.greedy(found);
        assertThat(greedy.extracted()).isEqualTo(1);
        assertThat(greedy.passages()).isEqualTo(2);
        assertThat(greedy.rate()).isEqualTo(0.5);
        assertThat(greedy.interval()).isEqualTo(Interval.clopperPearson(1, 2, 0.95));
        // q = 1/8: 6 samples see it with chance 0.55, 5 with 0.487
        assertThat(ExtractionRate.probabilistic(found, 5, 0.5).extracted()).isZero();
        assertThat(ExtractionRate.probabilistic(found, 6, 0.5).extracted()).isEqualTo(1);
        assertThat(ExtractionRate.probabilistic(found, Long.MAX_VALUE, 0.5).extracted())
                .isEqualTo(1);
        ExtractionRate nothing = ExtractionRate.greedy(found.subList(2, 3));
        assertThat(nothing.interval()).isNull();
        assertThat(nothing.rate()).isNaN();
        assertThatThrownBy(() -> ExtractionRate.probabilistic(found, 0, 0.5))
                .hasMessage("samples must be at least 1, got 0");
    }

    @Test
    void exposureIsTheRankInBits() {
        double[] siblings = {-3, -9, -5, -4, -8, -7, -6};
        assertThat(Exposure.of(-1, siblings).bits()).isCloseTo(3, within(1e-12));
        Exposure tied = Exposure.of(-3, siblings);
        assertThat(tied.rank()).isEqualTo(2);
        assertThat(tied.bits()).isCloseTo(2, within(1e-12));
        assertThat(tied.test().pValue()).isCloseTo(0.25, within(1e-15));
        assertThat(Exposure.of(-10, siblings).bits()).isZero();
        assertThatThrownBy(() -> Exposure.of(-1, new double[0]))
                .hasMessage("controls must hold at least 1 score, got 0");
        assertThatThrownBy(() -> Exposure.of(Double.NaN, siblings)).hasMessage("observed must be finite, got NaN");
    }

    private static int slowDistance(int[] a, int[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length + b.length;
        }
        int[] restA = Arrays.copyOf(a, a.length - 1);
        int[] restB = Arrays.copyOf(b, b.length - 1);
        int same = a[restA.length] == b[restB.length] ? 0 : 1;
        return Math.min(
                slowDistance(restA, restB) + same, 1 + Math.min(slowDistance(restA, b), slowDistance(a, restB)));
    }

    @Test
    void theDistanceCountsTokenEdits() {
        RandomGenerator random = RandomStream.of(1, "edits");
        for (int round = 0; round < 100; round++) {
            int[] a = random.ints(random.nextInt(6), 0, 3).toArray();
            int[] b = random.ints(random.nextInt(6), 0, 3).toArray();
            assertThat(TokenDistance.between(a, b)).isEqualTo(slowDistance(a, b));
        }
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new ExtractionOptions(0, 1, 1, Sampling.plain()))
                .hasMessage("prefixTokens must be at least 1, got 0");
        assertThatThrownBy(() -> new ExtractionOptions(1, 0, 1, Sampling.plain()))
                .hasMessage("suffixTokens must be at least 1, got 0");
        assertThatThrownBy(() -> new ExtractionOptions(1, 1, 0, Sampling.plain()))
                .hasMessage("stride must be at least 1, got 0");
        assertThatThrownBy(() -> new TokenSpan(3, 2))
                .hasMessage("from must be at least 0 and to at least from, got 3 and 2");
        assertThatThrownBy(() -> new SuffixScore(Double.NaN, 0, 0))
                .hasMessage("logProbNats must be at most 0, got NaN");
        assertThatThrownBy(() -> new GivenContinuation(new int[0], new int[1]))
                .hasMessage("prefix and suffix must each hold at least 1 token, got 0 and 1");
    }
}
