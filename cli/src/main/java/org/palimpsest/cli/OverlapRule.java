package org.palimpsest.cli;

import java.util.Locale;
import java.util.function.Function;
import org.palimpsest.corpus.duplicates.CollisionRule;
import org.palimpsest.corpus.duplicates.ContaminationRule;
import org.palimpsest.corpus.duplicates.NgramShareRule;
import org.palimpsest.corpus.duplicates.SkipgramRule;
import org.palimpsest.corpus.duplicates.SpanBoundaries;
import org.palimpsest.corpus.duplicates.TraceRule;

/** Rules for what contamination is, named after who published them. */
enum OverlapRule {
    /** Any n-gram in common. */
    GPT3(boundaries -> CollisionRule.gpt3()),
    /** 70 % of the 8-grams. */
    PALM(boundaries -> NgramShareRule.palm()),
    /** 80 % of the tokens, in matches that may skip four. */
    LLAMA2(boundaries -> SkipgramRule.llama2()),
    /** Long and rare spans, without a judgement. */
    OLMOTRACE(TraceRule::olmoTrace);

    private final Function<SpanBoundaries, ContaminationRule> maker;

    OverlapRule(Function<SpanBoundaries, ContaminationRule> maker) {
        this.maker = maker;
    }

    ContaminationRule rule(SpanBoundaries boundaries) {
        return maker.apply(boundaries);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
