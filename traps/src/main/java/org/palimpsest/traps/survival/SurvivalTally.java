package org.palimpsest.traps.survival;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts copies on their way. Tallies of parts and of stretches of one pipeline add up to that of the whole.
 */
public final class SurvivalTally {
    private final int rules;
    private final SortedMap<String, long[]> totals = new TreeMap<>();
    private final SortedMap<String, StageCount[]> stages = new TreeMap<>();
    private final long[] dropped;
    private long documents;

    /**
     * Nothing counted.
     *
     * @param rules how many rules the pipeline has
     */
    public SurvivalTally(int rules) {
        this.rules = rules;
        this.dropped = new long[rules];
    }

    void arrived(MarkedDocument document) {
        documents++;
        for (MarkedCopy copy : document.copies()) {
            totals.computeIfAbsent(copy.family(), family -> new long[1])[0]++;
            stages(copy.family());
        }
    }

    private StageCount[] stages(String family) {
        return stages.computeIfAbsent(family, name -> {
            StageCount[] counts = new StageCount[rules];
            for (int i = 0; i < rules; i++) {
                counts[i] = new StageCount();
            }
            return counts;
        });
    }

    void dropped(int rule) {
        dropped[rule]++;
    }

    void moved(String family, int rule, CopyState before, CopyState after, String reason) {
        StageCount count = stages(family)[rule];
        count.wholeLost += before == CopyState.WHOLE ? 1 : 0;
        count.gone += after == CopyState.GONE ? 1 : 0;
        count.reasons.merge(reason, 1L, Long::sum);
    }

    /**
     * Writes the counts.
     *
     * @param out where to
     * @throws IOException if they cannot be written
     */
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(documents);
        for (long drop : dropped) {
            out.writeLong(drop);
        }
        out.writeInt(stages.size());
        for (Map.Entry<String, StageCount[]> family : stages.entrySet()) {
            out.writeUTF(family.getKey());
            out.writeLong(totals.getOrDefault(family.getKey(), new long[1])[0]);
            for (StageCount count : family.getValue()) {
                out.writeLong(count.wholeLost);
                out.writeLong(count.gone);
                out.writeInt(count.reasons.size());
                for (Map.Entry<String, Long> reason : count.reasons.entrySet()) {
                    out.writeUTF(reason.getKey());
                    out.writeLong(reason.getValue());
                }
            }
        }
    }

    /**
     * Adds what {@link #write} wrote for the same pipeline.
     *
     * @param in the counts
     * @throws IOException if they cannot be read
     */
    public void add(DataInputStream in) throws IOException {
        documents += in.readLong();
        for (int rule = 0; rule < rules; rule++) {
            dropped[rule] += in.readLong();
        }
        for (int family = in.readInt(); family > 0; family--) {
            String name = in.readUTF();
            totals.computeIfAbsent(name, key -> new long[1])[0] += in.readLong();
            for (StageCount count : stages(name)) {
                count.wholeLost += in.readLong();
                count.gone += in.readLong();
                for (int reason = in.readInt(); reason > 0; reason--) {
                    count.reasons.merge(in.readUTF(), in.readLong(), Long::sum);
                }
            }
        }
    }

    /**
     * What was counted.
     *
     * @param list the rules of the pipeline
     * @return the report
     */
    public SurvivalReport report(List<SurvivalRule> list) {
        SortedMap<String, List<SurvivalStage>> table = new TreeMap<>();
        for (String family : stages.keySet()) {
            long total = totals.getOrDefault(family, new long[1])[0];
            long whole = total;
            long gone = 0;
            List<SurvivalStage> row = new ArrayList<>();
            StageCount[] counts = stages(family);
            for (int rule = 0; rule < rules; rule++) {
                whole -= counts[rule].wholeLost;
                gone += counts[rule].gone;
                row.add(new SurvivalStage(
                        list.get(rule).name(), total, whole, total - whole - gone, gone, counts[rule].reasons));
            }
            table.put(family, List.copyOf(row));
        }
        List<Long> drops = new ArrayList<>();
        for (long drop : dropped) {
            drops.add(drop);
        }
        return new SurvivalReport(list.stream().map(SurvivalRule::name).toList(), documents, drops, table);
    }

    /** What one rule did to one family. */
    private static final class StageCount {
        private long wholeLost;
        private long gone;
        private final SortedMap<String, Long> reasons = new TreeMap<>();
    }
}
