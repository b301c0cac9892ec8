package org.palimpsest.traps.generation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.registry.ListedCandidate;

/** Keeps texts that have room in their bucket and are unlike all kept before; counts what it leaves out. */
final class CandidateSieve {
    private final CopyrightTraps.Options options;
    private final int groupSize;
    private final TokenOverlap overlap;
    private final List<Bucket> buckets = new ArrayList<>();
    private final Map<String, Long> dropped = new LinkedHashMap<>();

    private record Bucket(PerplexityBucket range, int groups, List<String> texts, Map<Integer, Integer> byPerplexity) {}

    CandidateSieve(CopyrightTraps.Options options, int traps, int groupSize) {
        this.options = options;
        this.groupSize = groupSize;
        this.overlap = new TokenOverlap(options.jaccard());
        int count = options.buckets().size();
        for (int b = 0; b < count; b++) {
            int groups = traps / count + (b < traps % count ? 1 : 0);
            buckets.add(new Bucket(options.buckets().get(b), groups, new ArrayList<>(), new LinkedHashMap<>()));
        }
    }

    boolean isFull() {
        return buckets.stream().allMatch(bucket -> bucket.texts.size() >= bucket.groups * groupSize);
    }

    void drop(String reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    void offer(String text, int[] tokens, double perplexity) {
        int integer = perplexity < Integer.MAX_VALUE ? (int) perplexity : Integer.MAX_VALUE;
        for (Bucket bucket : buckets) {
            if (bucket.range.contains(integer)) {
                if (!hasRoom(bucket, integer)) {
                    drop("perplexity has enough texts");
                } else if (!overlap.accept(tokens)) {
                    drop("too much like another");
                } else {
                    bucket.texts.add(text);
                    bucket.byPerplexity.merge(integer, 1, Integer::sum);
                }
                return;
            }
        }
        drop("perplexity outside all buckets");
    }

    private boolean hasRoom(Bucket bucket, int perplexity) {
        int wanted = bucket.groups * groupSize;
        int width = bucket.range.to() - bucket.range.from();
        int quota = options.quota() == PerplexityQuota.EVEN ? (wanted + width - 1) / width : wanted;
        return bucket.texts.size() < wanted && bucket.byPerplexity.getOrDefault(perplexity, 0) < quota;
    }

    CopyrightTrapList list(long generated, long seed, Map<String, Object> made) {
        List<List<ListedCandidate>> groups = new ArrayList<>();
        List<BucketReport> reports = new ArrayList<>();
        for (Bucket bucket : buckets) {
            int[] order = RandomStream.permutation(
                    bucket.texts.size(), RandomStream.of(seed, "copyright groups|" + bucket.range));
            int found = Math.min(bucket.groups, bucket.texts.size() / groupSize);
            for (int g = 0; g < found; g++) {
                List<ListedCandidate> group = new ArrayList<>();
                for (int i = 0; i < groupSize; i++) {
                    group.add(ListedCandidate.of(bucket.texts.get(order[g * groupSize + i])));
                }
                groups.add(group);
            }
            reports.add(new BucketReport(bucket.range, bucket.groups, found, bucket.texts.size()));
        }
        return new CopyrightTrapList(groups, reports, generated, Map.copyOf(dropped), made);
    }
}
