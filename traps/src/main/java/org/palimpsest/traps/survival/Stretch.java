package org.palimpsest.traps.survival;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends documents through neighbouring rules, counts their copies, and tells the fates of those that go no further. */
record Stretch(List<SurvivalRule> rules, SurvivalTally tally, Consumer<CopyFate> fates) {
    /** The document behind rules, or null if one drops it. */
    @Nullable
    Travel through(Travel travel, List<RuleRun> runs, int from, int to) {
        Travel now = travel;
        for (int rule = from; rule < to; rule++) {
            Ruling ruling = runs.get(rule).apply(now.document());
            now = now.behind(rule, ruling, tally);
            if (ruling.dropped()) {
                tally.dropped(rule);
                tell(now);
                return null;
            }
        }
        return now;
    }

    void tell(Travel travel) {
        List<MarkedCopy> copies = travel.document().copies();
        for (int i = 0; i < copies.size(); i++) {
            MarkedCopy copy = copies.get(i);
            int rule = travel.rule(i);
            fates.accept(new CopyFate(
                    travel.document().id(),
                    copy.trap(),
                    copy.family(),
                    copy.copy(),
                    travel.state(i),
                    (double) travel.left(i) / copy.units(),
                    rule == Travel.NO_RULE ? "" : rules.get(rule).name(),
                    travel.reason(i)));
        }
    }
}
