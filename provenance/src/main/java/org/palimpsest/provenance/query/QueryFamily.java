package org.palimpsest.provenance.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

/**
 * Many suspects and many transcripts at once: a query test for each pair of a list that was fixed beforehand. Permutation p-values are
 * adjusted by Holm, which bounds the chance that any innocent pair is called evidence; e-values by e-BH, which bounds the expected share
 * of innocent pairs among those called. Both hold whatever the dependence between pairs.
 *
 * <p>A rejection speaks of the order: siblings, trained in one order to other weights, name the same transcript.
 *
 * @param rows one a pair, in the order given
 */
public record QueryFamily(List<Row> rows) {
    /** Copies. */
    public QueryFamily {
        rows = List.copyOf(rows);
    }

    /**
     * A pair before the list is looked at as a whole.
     *
     * @param suspect its name
     * @param transcript its name
     * @param result of the query test
     * @param referenced whether a reference was taken off
     * @param refuted whether the audit of the transcript refused it
     */
    public record Pair(
            String suspect, String transcript, QueryTest.Result result, boolean referenced, boolean refuted) {}

    /**
     * A pair as one of the list.
     *
     * @param pair what was tested
     * @param holmLog10P base-10 logarithm of Holm's adjusted permutation p-value
     * @param oppositeHolmLog10P the same for the other side, Holm's adjustment among the other sides
     * @param eBhLog10 base-10 logarithm of the smallest level at which e-BH rejects
     * @param verdict on Holm's adjusted p-values
     */
    public record Row(Pair pair, double holmLog10P, double oppositeHolmLog10P, double eBhLog10, Verdict verdict) {
        /** Returns whether the suspect follows the transcript at the level of the list. */
        public boolean evidence() {
            return verdict == Verdict.CONSISTENT_UNVERIFIED || verdict == Verdict.RANDOMISED_EVIDENCE;
        }
    }

    /**
     * Looks at all pairs. O(m log m).
     *
     * @param pairs the whole list, also those that came out as nothing; at least one
     * @param alpha level in (0, 1)
     * @return the family
     * @throws IllegalArgumentException if there is no pair, or one stands twice
     */
    public static QueryFamily of(List<Pair> pairs, double alpha) {
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("a family needs at least 1 pair, got 0");
        }
        long distinct = pairs.stream()
                .map(pair -> List.of(pair.suspect(), pair.transcript()))
                .distinct()
                .count();
        if (distinct < pairs.size()) {
            throw new IllegalArgumentException(
                    "every pair must stand once, got " + (pairs.size() - distinct) + " again");
        }
        double[] holm = MultipleTesting.holm(
                pairs.stream().mapToDouble(QueryFamily::log10P).toArray());
        double[] opposite = MultipleTesting.holm(pairs.stream()
                .mapToDouble(pair -> Math.log10(pair.result().oppositeP()))
                .toArray());
        double[] eBh = MultipleTesting.eBenjaminiHochberg(
                pairs.stream().mapToDouble(pair -> pair.result().log10E()).toArray());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < holm.length; i++) {
            Pair pair = pairs.get(i);
            rows.add(new Row(
                    pair, holm[i], opposite[i], eBh[i], verdict(pair, holm[i], opposite[i], holm.length, alpha)));
        }
        return new QueryFamily(rows);
    }

    /** Two-sided, earlier text being likelier is no evidence. */
    private static double log10P(Pair pair) {
        QueryTest.Result result = pair.result();
        boolean turned = result.alternative() == Alternative.TWO_SIDED && result.statistic() < 0;
        return turned ? 0 : Math.log10(result.permutationP());
    }

    private static Verdict verdict(Pair pair, double holm, double opposite, int pairs, double alpha) {
        if (pair.referenced() && !pair.refuted() && opposite <= Math.log10(alpha)) {
            return Verdict.CONFOUNDED;
        }
        QueryTest.Result result = pair.result();
        double smallest = result.verdict() == Verdict.UNDERPOWERED
                ? 0
                : Math.min(0, Math.log10(pairs) - Math.log10(1.0 + result.permutations()));
        return Verdict.of(holm, smallest, alpha, pair.refuted() ? Randomisation.REFUTED : Randomisation.UNVERIFIED);
    }

    /** Returns the names of suspects, in the order given. */
    public List<String> suspects() {
        return rows.stream().map(row -> row.pair().suspect()).distinct().toList();
    }

    /**
     * The transcript that a suspect names: of those it follows at the level of the list, the one with the smallest p-value of the t law,
     * which tells pairs apart that permutations do not.
     *
     * @param suspect its name
     * @return its row; nothing if it follows none
     */
    public Optional<Row> named(String suspect) {
        return followed(suspect).stream()
                .min((a, b) -> Double.compare(
                        a.pair().result().log10P(), b.pair().result().log10P()));
    }

    /**
     * The transcripts that a suspect follows at the level of the list. More than one: their orders are alike, or one of them is that of
     * a later training.
     *
     * @param suspect its name
     * @return its rows, in the order given
     */
    public List<Row> followed(String suspect) {
        return rows.stream()
                .filter(row -> row.pair().suspect().equals(suspect) && row.evidence())
                .toList();
    }

    /**
     * Suspects that name the same transcript: siblings of one order, or one made from the other. The test cannot say which.
     *
     * @return suspects by transcript, only where there are two or more
     */
    public Map<String, List<String>> siblings() {
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (String suspect : suspects()) {
            named(suspect)
                    .ifPresent(row -> named.computeIfAbsent(row.pair().transcript(), transcript -> new ArrayList<>())
                            .add(suspect));
        }
        named.values().removeIf(suspects -> suspects.size() < 2);
        return named;
    }

    /** Returns the verdict on the list: evidence if a pair is, else the first of confounded, no evidence and underpowered that occurs. */
    public Verdict verdict() {
        TreeSet<Verdict> verdicts = new TreeSet<>();
        rows.forEach(row -> verdicts.add(row.verdict()));
        if (verdicts.contains(Verdict.UNDERPOWERED) && verdicts.contains(Verdict.NO_EVIDENCE)) {
            return verdicts.first() == Verdict.UNDERPOWERED ? Verdict.NO_EVIDENCE : verdicts.first();
        }
        return verdicts.first();
    }
}
