package org.palimpsest.traps.survival;

import java.util.Arrays;

/** A document under way, with what happened to its copies so far. */
final class Travel {
    static final int NO_RULE = -1;

    private final MarkedDocument document;
    private final int[] left;
    private final int[] rules;
    private final String[] reasons;

    Travel(MarkedDocument document, int[] left, int[] rules, String[] reasons) {
        this.document = document;
        this.left = left;
        this.rules = rules;
        this.reasons = reasons;
    }

    static Travel start(MarkedDocument document) {
        int copies = document.copies().size();
        int[] rules = new int[copies];
        Arrays.fill(rules, NO_RULE);
        String[] reasons = new String[copies];
        Arrays.fill(reasons, "");
        return new Travel(document, document.content().units(copies), rules, reasons);
    }

    MarkedDocument document() {
        return document;
    }

    int left(int copy) {
        return left[copy];
    }

    int rule(int copy) {
        return rules[copy];
    }

    String reason(int copy) {
        return reasons[copy];
    }

    CopyState state(int copy) {
        return CopyState.of(left[copy], document.copies().get(copy).units());
    }

    /** Behind one more rule. */
    Travel behind(int rule, Ruling ruling, SurvivalTally tally) {
        MarkedText text = ruling.text();
        int copies = left.length;
        int[] now = text == null ? new int[copies] : text.units(copies);
        int[] newRules = rules.clone();
        String[] newReasons = reasons.clone();
        for (int i = 0; i < copies; i++) {
            MarkedCopy copy = document.copies().get(i);
            CopyState after = CopyState.of(now[i], copy.units());
            if (after != state(i)) {
                newRules[i] = rule;
                newReasons[i] = ruling.reason();
                tally.moved(copy.family(), rule, state(i), after, ruling.reason());
            }
        }
        return new Travel(document.with(text == null ? MarkedText.of("") : text), now, newRules, newReasons);
    }
}
