package org.palimpsest.traps.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapRegistry;

class CopyrightTrapsTest {
    private static final WordModel MODEL = new WordModel(400, 12, 0);
    private static final CopyrightTraps.Options OPTIONS = CopyrightTraps.Options.ofLength(12)
            .withTemperatures(List.of(0.8, 1.0, 1.5))
            .withBuckets(
                    List.of(new PerplexityBucket(21, 31), new PerplexityBucket(31, 41), new PerplexityBucket(5, 6)))
            .withJaccard(0.6)
            .withBudget(4_000);

    private static CopyrightTrapList make(CopyrightTraps.Options options, long seed) {
        return new CopyrightTraps(MODEL, MODEL, MODEL, options).make(5, 9, seed, Progress.none());
    }

    @Test
    void groupsAreFullOfOneBucketAndUnlikeOneAnother() {
        CopyrightTrapList list = make(OPTIONS, 3);
        assertThat(list.buckets())
                .extracting(BucketReport::wanted, BucketReport::found)
                .containsExactly(tuple(2, 2), tuple(2, 2), tuple(1, 0));
        assertThat(list.generated()).isEqualTo(4_000);
        assertThat(list.dropped()).containsKeys("perplexity has enough texts", "perplexity outside all buckets");
        List<Set<Integer>> sets = new ArrayList<>();
        for (int g = 0; g < 4; g++) {
            PerplexityBucket bucket = OPTIONS.buckets().get(g / 2);
            assertThat(list.groups().get(g)).hasSize(10);
            for (ListedCandidate candidate : list.groups().get(g)) {
                int[] tokens = MODEL.encode(candidate.text());
                assertThat(tokens).hasSize(12);
                double mean = MODEL.score(List.of(Document.of("t", candidate.text())))
                        .get(0)
                        .meanNats();
                assertThat(bucket.contains((int) Math.exp(-mean))).isTrue();
                Set<Integer> set = new HashSet<>();
                for (int token : tokens) {
                    set.add(token);
                }
                sets.add(set);
            }
        }
        for (int a = 0; a < sets.size(); a++) {
            for (int b = 0; b < a; b++) {
                Set<Integer> both = new HashSet<>(sets.get(a));
                both.retainAll(sets.get(b));
                Set<Integer> either = new HashSet<>(sets.get(a));
                either.addAll(sets.get(b));
                assertThat((double) both.size() / either.size()).isLessThanOrEqualTo(0.6);
            }
        }
    }

    @Test
    void evenQuotaSpreadsOverIntegersAndSeedsRepeat() {
        CopyrightTraps.Options loose = OPTIONS.withJaccard(1);
        CopyrightTrapList list = make(loose, 4);
        Map<Integer, Integer> byInteger = new HashMap<>();
        for (ListedCandidate candidate : list.groups().get(0)) {
            byInteger.merge(perplexity(candidate), 1, Integer::sum);
        }
        for (ListedCandidate candidate : list.groups().get(1)) {
            byInteger.merge(perplexity(candidate), 1, Integer::sum);
        }
        assertThat(byInteger.values()).containsOnly(2);
        assertThat(make(loose, 4)).isEqualTo(list);
        assertThat(make(loose, 5).groups()).isNotEqualTo(list.groups());
        CopyrightTrapList any = make(loose.withQuota(PerplexityQuota.BUCKET), 4);
        assertThat(any.generated()).isLessThanOrEqualTo(list.generated());
    }

    private static int perplexity(ListedCandidate candidate) {
        return (int) Math.exp(
                -MODEL.score(List.of(Document.of("t", candidate.text()))).get(0).meanNats());
    }

    @Test
    void aListBecomesARegistry() {
        CopyrightTrapList list = make(OPTIONS, 3);
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withList(list.candidates()), MasterKey.practice(1));
        assertThat(registry.traps()).hasSize(4).allMatch(trap -> trap.family().equals("copyright"));
        assertThat(registry.options().source().entropyBits()).isCloseTo(Math.log(10) / Math.log(2), within(1e-12));
    }

    @Test
    void saysWhenNothingWasReached() {
        CopyrightTrapList none = make(OPTIONS.withBuckets(List.of(new PerplexityBucket(2, 3))), 3);
        assertThatIllegalArgumentException()
                .isThrownBy(none::candidates)
                .withMessageContaining("the model filled no group of candidates with 4000 texts")
                .withMessageContaining("2-3: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withBuckets(List.of(new PerplexityBucket(1, 9), new PerplexityBucket(8, 10))))
                .withMessage("buckets must not overlap, got [1-9, 8-10]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerplexityBucket.parse("11"))
                .withMessage("a perplexity bucket must be FROM-TO, such as 11-21, got \"11\"");
        assertThat(PerplexityBucket.ofPaper()).hasSize(10).contains(new PerplexityBucket(91, 101));
    }
}
