package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.extraction.Exposure;
import org.palimpsest.inference.extraction.PassageExtraction;
import org.palimpsest.inference.extraction.SamplesNeeded;
import org.palimpsest.inference.extraction.TokenSpan;
import org.palimpsest.inference.extraction.WindowExtraction;

/** What {@code extract} found for one passage, as JSON has it. */
final class ExtractRow {
    /** Chances for which the number of samples is reported. */
    static final List<Double> CHANCES = List.of(0.5, 0.9, 0.99);

    private final PassageExtraction found;
    /** UTF-16 offset after every token, or null where the passage was given as tokens. */
    private final int @Nullable [] ends;

    private final int[] distances;
    private final @Nullable Exposure exposure;

    /**
     * @param found the passage
     * @param ends UTF-16 offset after every token, or null
     * @param distances token edits from every suffix to what greedy decoding wrote; empty if that was not asked for
     * @param exposure the passage among its siblings, or null
     */
    ExtractRow(PassageExtraction found, int @Nullable [] ends, int[] distances, @Nullable Exposure exposure) {
        this.found = found;
        this.ends = ends;
        this.distances = distances;
        this.exposure = exposure;
    }

    Map<String, Object> json() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", found.id());
        row.put("tokens", found.tokens());
        row.put("tooShort", found.tooShort());
        row.put("extracted", found.extracted());
        found.longestRun().ifPresent(run -> row.put("longestRun", place(run)));
        row.put("spans", found.extractedSpans().stream().map(this::place).toList());
        List<Map<String, Object>> windows = new ArrayList<>();
        for (int i = 0; i < found.windows().size(); i++) {
            windows.add(window(found.windows().get(i)));
            if (distances.length > 0) {
                windows.get(i).put("distance", distances[i]);
            }
        }
        row.put("windows", windows);
        if (exposure != null) {
            row.put("exposure", json(exposure));
        }
        return row;
    }

    private Map<String, Object> window(WindowExtraction window) {
        double nats = window.score().logProbNats();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("prefix", List.of(window.prefix().from(), window.prefix().to()));
        map.put("suffix", place(window.suffix()));
        map.put("matched", window.score().matched());
        map.put("extracted", window.extracted());
        map.put("smallestGap", window.score().smallestGap());
        map.put("log10Q", nats / Math.log(10));
        Map<String, Object> samples = new LinkedHashMap<>();
        Map<String, Object> logs = new LinkedHashMap<>();
        for (double chance : CHANCES) {
            samples.put(Double.toString(chance), SamplesNeeded.count(nats, chance));
            logs.put(Double.toString(chance), SamplesNeeded.log10(nats, chance));
        }
        map.put("samples", samples);
        map.put("log10Samples", logs);
        return map;
    }

    private Map<String, Object> place(TokenSpan span) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tokens", List.of(span.from(), span.to()));
        if (ends != null) {
            map.put("text", List.of(offset(ends, span.from()), offset(ends, span.to())));
        }
        return map;
    }

    private static int offset(int[] ends, int token) {
        return token == 0 ? 0 : ends[token - 1];
    }

    private static Map<String, Object> json(Exposure exposure) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("bits", exposure.bits());
        map.put("rank", exposure.rank());
        map.put("candidates", exposure.candidates());
        map.putAll(StatedTest.json(exposure.test()));
        return map;
    }
}
