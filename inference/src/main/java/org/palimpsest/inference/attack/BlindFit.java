package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.PairedAucInterval;

/**
 * A blind baseline with the scores that it gave.
 *
 * @param result what it is worth
 * @param labels the texts that it covers
 * @param scored a score and a fold for each of them
 */
record BlindFit(BlindResult result, Labels labels, CrossFit.Scored scored) {
    /**
     * How much more an attack tells, on the texts that both score.
     *
     * @param values the attack's score of every text, NaN where it has none
     * @return null with fewer than 2 members or non-members, or without a fold that holds both
     */
    @Nullable
    BeyondBlind beyond(double[] values) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < labels.texts().length; i++) {
            if (!Double.isNaN(values[labels.texts()[i]])) {
                places.add(i);
            }
        }
        int n = places.size();
        boolean[] members = new boolean[n];
        double[] attack = new double[n];
        double[] blind = new double[n];
        int[] folds = new int[n];
        for (int i = 0; i < n; i++) {
            int place = places.get(i);
            members[i] = labels.members()[place];
            attack[i] = values[labels.texts()[place]];
            blind[i] = scored.scores()[place];
            folds[i] = scored.fold()[place];
        }
        Labels both = labels.only(places);
        if (both.memberCount() < 2 || both.nonMemberCount() < 2 || !comparable(members, folds)) {
            return null;
        }
        PairedAucInterval.Result paired = PairedAucInterval.withDefaults().of(members, attack, blind, folds);
        return new BeyondBlind(result.baseline(), paired.n(), paired.difference(), paired.interval());
    }

    /** Whether some fold holds a member and a non-member. */
    private static boolean comparable(boolean[] members, int[] folds) {
        Map<Integer, Boolean> first = new HashMap<>();
        for (int i = 0; i < folds.length; i++) {
            Boolean other = first.putIfAbsent(folds[i], members[i]);
            if (other != null && other != members[i]) {
                return true;
            }
        }
        return false;
    }
}
