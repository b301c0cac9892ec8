package org.palimpsest.cli;

import java.util.Locale;
import org.palimpsest.corpus.duplicates.CollisionRule;
import org.palimpsest.corpus.duplicates.ContaminationRule;
import org.palimpsest.corpus.duplicates.NgramShareRule;
import org.palimpsest.corpus.duplicates.SkipgramRule;
import org.palimpsest.corpus.duplicates.SpanBoundaries;
import org.palimpsest.corpus.duplicates.TraceRule;

/** Rules for what contamination is, named after who published them. */
enum OverlapRule {
    /** Any n-gram in common. */
    GPT3,
    /** 70 % of the 8-grams. */
    PALM,
    /** 80 % of the tokens, in matches that may skip four. */
    LLAMA2,
    /** Long and rare spans, without a judgement. */
    OLMOTRACE;

    ContaminationRule rule(SpanBoundaries boundaries) {
        return switch (this) {
            case GPT3 -> CollisionRule.gpt3();
            case PALM -> NgramShareRule.palm();
            case LLAMA2 -> SkipgramRule.llama2();
            case OLMOTRACE -> TraceRule.olmoTrace(boundaries);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
