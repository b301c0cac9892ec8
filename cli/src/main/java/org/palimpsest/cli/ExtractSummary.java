package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.extraction.ExtractionOptions;
import org.palimpsest.inference.extraction.ExtractionRate;
import org.palimpsest.inference.extraction.PassageExtraction;
import org.palimpsest.inference.extraction.TokenSpan;
import org.palimpsest.inference.extraction.WindowExtraction;
import org.palimpsest.stats.Interval;

/** What {@code extract} found for all passages together. */
final class ExtractSummary {
    private static final List<Long> SAMPLES = List.of(1L, 10L, 100L, 1_000L, 10_000L, 1_000_000L);

    private final ExtractionOptions options;
    private final List<PassageExtraction> passages = new ArrayList<>();
    private long near;

    ExtractSummary(ExtractionOptions options) {
        this.options = options;
    }

    void add(PassageExtraction passage) {
        passages.add(passage);
    }

    /** One more passage of which a window is written but for few edits. */
    void addNear() {
        near++;
    }

    Map<String, Object> json(boolean withNear) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("passages", passages.size());
        List<Map<String, Object>> tooShort = new ArrayList<>();
        for (PassageExtraction passage : passages) {
            if (passage.tooShort()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("id", passage.id());
                one.put("tokens", passage.tokens());
                tooShort.add(one);
            }
        }
        map.put("tooShort", tooShort);
        map.put("windows", windows().size());
        map.put("windowsExtracted", extractedWindows());
        map.put("greedy", json(ExtractionRate.greedy(passages)));
        PassageExtraction longest = longest();
        if (longest != null) {
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("id", longest.id());
            run.put("tokens", run(longest));
            map.put("longestRun", run);
        }
        List<Map<String, Object>> probabilistic = new ArrayList<>();
        for (double chance : ExtractRow.CHANCES) {
            for (long samples : SAMPLES) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("chance", chance);
                one.put("samples", samples);
                one.putAll(json(ExtractionRate.probabilistic(passages, samples, chance)));
                probabilistic.add(one);
            }
        }
        map.put("probabilistic", probabilistic);
        if (withNear) {
            map.put(
                    "near",
                    json(ExtractionRate.of(near, ExtractionRate.greedy(passages).passages())));
        }
        return map;
    }

    private List<WindowExtraction> windows() {
        return passages.stream().flatMap(passage -> passage.windows().stream()).toList();
    }

    private long extractedWindows() {
        return windows().stream().filter(WindowExtraction::extracted).count();
    }

    private static int run(PassageExtraction passage) {
        return passage.longestRun().map(TokenSpan::length).orElse(0);
    }

    private @Nullable PassageExtraction longest() {
        PassageExtraction best = null;
        for (PassageExtraction passage : passages) {
            if (!passage.tooShort() && (best == null || run(passage) > run(best))) {
                best = passage;
            }
        }
        return best;
    }

    private static Map<String, Object> json(ExtractionRate rate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("extracted", rate.extracted());
        map.put("tried", rate.passages());
        Interval interval = rate.interval();
        if (interval != null) {
            map.put("rate", rate.rate());
            map.put("low", interval.low());
            map.put("high", interval.high());
            map.put("confidence", interval.confidence());
        }
        return map;
    }

    String text(@Nullable ExposureSummary exposure) {
        ExtractionRate greedy = ExtractionRate.greedy(passages);
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d passages, %,d too short for %d + %d tokens, %,d windows%n",
                passages.size(),
                passages.size() - greedy.passages(),
                options.prefixTokens(),
                options.suffixTokens(),
                windows().size()));
        text.append(line("extracted verbatim", greedy)).append(" by greedy decoding");
        PassageExtraction longest = longest();
        if (longest != null) {
            text.append(String.format(Locale.ROOT, "; longest run %d tokens, passage %s", run(longest), longest.id()));
        }
        text.append(System.lineSeparator());
        for (long samples : List.of(100L, 10_000L)) {
            text.append(line(
                            String.format(Locale.ROOT, "%,d samples suffice", samples),
                            ExtractionRate.probabilistic(passages, samples, 0.9)))
                    .append(" with chance 0.9")
                    .append(System.lineSeparator());
        }
        if (exposure != null) {
            text.append(exposure.text());
        }
        return text.toString();
    }

    private static String line(String what, ExtractionRate rate) {
        Interval interval = rate.interval();
        return interval == null
                ? String.format(Locale.ROOT, "%-20s none was tried", what)
                : String.format(
                        Locale.ROOT,
                        "%-20s %,d of %,d (%.1f %%, 95 %% interval %.1f to %.1f %%)",
                        what,
                        rate.extracted(),
                        rate.passages(),
                        100 * rate.rate(),
                        100 * interval.low(),
                        100 * interval.high());
    }
}
