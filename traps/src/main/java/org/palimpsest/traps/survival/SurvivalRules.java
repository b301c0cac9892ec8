package org.palimpsest.traps.survival;

import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.palimpsest.corpus.duplicates.MinHashScheme;

/** Rules and pipelines by name. Rules that need more than a name, a model or benchmarks, are not among them. */
public final class SurvivalRules {
    private static final SortedMap<String, SurvivalRule> RULES = new TreeMap<>();

    static {
        for (SurvivalRule rule : List.of(
                new MinHashRule(MinHashScheme.fineWeb()),
                new MinHashRule(MinHashScheme.slimPajama()),
                new MinHashRule(MinHashScheme.lee()),
                ExactSubstringRule.lee(),
                ExactSubstringRule.datatrove(),
                ParagraphRule.ccNet(),
                ParagraphRule.dolma(),
                SentenceSpanRule.c4(),
                C4LinesRule.of(C4LinesRule.TerminalStop.REQUIRED),
                C4LinesRule.of(C4LinesRule.TerminalStop.NOT_REQUIRED),
                new GopherRepetitionRule(RepetitionMeasure.PAPER),
                new GopherRepetitionRule(RepetitionMeasure.DATATROVE),
                new GopherRepetitionRule(RepetitionMeasure.DOLMA),
                new GopherQualityRule(WordSplit.WHITE_SPACE),
                new GopherQualityRule(WordSplit.PIECES),
                new FineWebQualityRule(),
                ShortDocumentRule.ccNet(),
                ShortDocumentRule.slimPajama(),
                new EndedLinesRule(),
                new NormalFormRule(Form.NFC),
                new NormalFormRule(Form.NFKC),
                new LookAlikeRule(LookAlikeRule.Scope.MIXED_WORDS),
                new LookAlikeRule(LookAlikeRule.Scope.ALL_WORDS),
                new ZeroWidthRule(),
                new HiddenTextRule())) {
            RULES.put(rule.name(), rule);
        }
    }

    private SurvivalRules() {}

    /**
     * The names of all rules.
     *
     * @return ascending
     */
    public static List<String> names() {
        return List.copyOf(RULES.keySet());
    }

    /**
     * The rules of a list of names of rules and pipelines, in its order.
     *
     * @param names one name or more
     * @return the rules
     * @throws IllegalArgumentException if a name is unknown, or there is none
     */
    public static List<SurvivalRule> of(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("rules must be 1 or more, got none");
        }
        List<SurvivalRule> rules = new ArrayList<>();
        for (String name : names) {
            PipelinePreset preset = PipelinePreset.find(name);
            SurvivalRule rule = RULES.get(name);
            if (preset != null) {
                rules.addAll(preset.rules());
            } else if (rule != null) {
                rules.add(rule);
            } else {
                throw new IllegalArgumentException(
                        "rules must be of " + PipelinePreset.labels() + " or " + names() + ", got \"" + name + "\"");
            }
        }
        return List.copyOf(rules);
    }
}
