package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.palimpsest.stats.EValue;

/**
 * The evidence of several looks at a model and its later versions, in e-values: every p becomes {@code e = 1 / (2 sqrt(p))}.
 * Looks that share a trap, directly or through others, form a group. Within a group e-values are averaged, which holds under
 * every dependence; groups use fresh traps, drawn independently, and are multiplied. Reject where {@code e >= 1 / alpha}.
 *
 * <p>H0: all versions are independent of the draw of the published texts. An average of a number of looks that was fixed
 * beforehand has equal weights. Where one looks again for as long as one likes, look i of a group weighs {@code 1 / (i (i + 1))}:
 * the weights of all looks to come sum to 1, so the level holds whenever one stops. Vovk and Wang, "E-values: calibration,
 * combination and applications", Annals of Statistics 2021; traps.md recipe 5.
 */
public final class RepeatedAudits {
    /** What is known of the number of looks. */
    public enum Looks {
        /** It was fixed before the first one. */
        PLANNED,
        /** It depends on what was seen. */
        OPEN_ENDED
    }

    private static final RepeatedAudits DEFAULTS = new RepeatedAudits(Looks.OPEN_ENDED);

    private final Looks looks;

    private RepeatedAudits(Looks looks) {
        this.looks = looks;
    }

    /**
     * Open-ended looks.
     *
     * @return the rule
     */
    public static RepeatedAudits withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same rule for another plan.
     *
     * @param plan what is known of the number of looks
     * @return a new rule
     */
    public RepeatedAudits with(Looks plan) {
        return new RepeatedAudits(plan);
    }

    /**
     * Merges audits.
     *
     * @param audits all looks in the order in which they were taken, also those that showed nothing; one or more
     * @return base-10 logarithm of the e-value of them all
     * @throws IllegalArgumentException if there is none
     */
    public double log10E(List<Audit> audits) {
        if (audits.isEmpty()) {
            throw new IllegalArgumentException("audits must hold 1 look or more, got 0");
        }
        return EValue.product(groups(audits).stream().mapToDouble(this::merged).toArray());
    }

    private double merged(List<Audit> group) {
        double[] log10E = group.stream()
                .mapToDouble(audit -> EValue.fromP(audit.log10P()))
                .toArray();
        if (looks == Looks.PLANNED) {
            return EValue.mean(log10E);
        }
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < log10E.length; i++) {
            log10E[i] -= Math.log10((i + 1.0) * (i + 2.0));
            largest = Math.max(largest, log10E[i]);
        }
        for (double log : log10E) {
            sum += Math.pow(10, log - largest);
        }
        return largest + Math.log10(sum);
    }

    /** The looks by what traps they share, each group in the order in which its looks were taken. */
    private static List<List<Audit>> groups(List<Audit> audits) {
        List<Set<String>> sets = new ArrayList<>();
        for (Audit audit : audits) {
            Set<String> joined = new HashSet<>(audit.traps());
            List<Set<String>> apart = new ArrayList<>();
            for (Set<String> set : sets) {
                if (Collections.disjoint(set, audit.traps())) {
                    apart.add(set);
                } else {
                    joined.addAll(set);
                }
            }
            apart.add(joined);
            sets = apart;
        }
        return sets.stream()
                .map(set -> audits.stream()
                        .filter(audit -> set.containsAll(audit.traps()))
                        .toList())
                .toList();
    }
}
