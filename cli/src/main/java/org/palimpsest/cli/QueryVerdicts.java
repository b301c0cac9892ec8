package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.provenance.query.OrderFinding;
import org.palimpsest.provenance.query.QueryTest;
import org.palimpsest.stats.Verdict;

/** What the query test says, for machines and for people. */
final class QueryVerdicts {
    private QueryVerdicts() {}

    /** Whether a finding takes the ground from under the test. */
    static boolean refuted(List<OrderFinding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == OrderFinding.Severity.REFUSAL);
    }

    /** The fields that the command line promises, and the effect that would have been found. */
    static Map<String, Object> json(QueryTest.Result result, List<OrderFinding> findings) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("h0", "the suspect is independent of the training order, given the reference");
        map.put("n", result.n());
        map.put("dropped", result.dropped());
        map.put("statistic", result.statistic());
        map.put("alternative", result.alternative().label());
        map.put("p", result.p());
        map.put("log10P", result.log10P());
        map.put("twoSidedLog10P", result.twoSidedLog10P());
        map.put("saddlePointLog10P", result.saddlePointLog10P());
        map.put(
                "method",
                "asymptotic (p, log10P, twoSidedLog10P, saddlePointLog10P); exact (permutationP, oppositeP, log10E)");
        map.put("permutationP", result.permutationP());
        map.put("oppositeP", result.oppositeP());
        map.put("permutations", result.permutations());
        map.put("strata", result.strata());
        map.put("log10E", result.log10E());
        map.put("verdict", result.verdict().label());
        map.put("detectableCorrelation", result.detectable());
        map.put("findings", findings(findings));
        return map;
    }

    static List<Map<String, Object>> findings(List<OrderFinding> findings) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (OrderFinding finding : findings) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("severity", finding.severity().label());
            map.put("name", finding.name());
            map.put("message", finding.message());
            list.add(map);
        }
        return list;
    }

    static String text(QueryTest.Result result, List<OrderFinding> findings) {
        String correlation = result.strata() == 1
                ? String.format(Locale.ROOT, "Spearman correlation %+.4f", result.statistic())
                : String.format(
                        Locale.ROOT, "correlation inside %,d strata %+.4f", result.strata(), result.statistic());
        String numbers = String.format(
                Locale.ROOT,
                """
                H0: the suspect is independent of the training order, given the reference.
                n %,d documents (%,d dropped), %s, alternative %s
                permutation p   %s   exact, %,d permutations
                e-value         10^%.1f   exact, final wealth
                %s p         %s   asymptotic, off by %+.1f decades from the permutation law (saddle point)
                verdict         %s: %s
                """,
                result.n(),
                result.dropped(),
                correlation,
                result.alternative().label(),
                PValueFormat.of(result.permutationP()),
                result.permutations(),
                result.log10E(),
                result.strata() == 1 ? "t-law" : "tail ",
                PValueFormat.ofLog10(result.log10P()),
                result.log10P() - result.saddlePointLog10P(),
                result.verdict().label(),
                meaning(result, findings));
        return numbers + lines(findings);
    }

    private static String meaning(QueryTest.Result result, List<OrderFinding> findings) {
        if (result.verdict() == Verdict.NO_EVIDENCE) {
            return String.format(
                    Locale.ROOT, "a correlation of %.3f would have been found with 90 %% power", result.detectable());
        }
        if (result.verdict() == Verdict.CONFOUNDED && !refuted(findings)) {
            return "the reference depends on the order: earlier text is likelier than under the reference.";
        }
        return result.verdict().meaning();
    }

    /** A line a finding. */
    static String lines(List<OrderFinding> findings) {
        StringBuilder lines = new StringBuilder();
        for (OrderFinding finding : findings) {
            lines.append(
                    String.format(Locale.ROOT, "%-15s %s%n", finding.severity().label(), finding.message()));
        }
        return lines.toString().replace(System.lineSeparator(), "\n");
    }
}
