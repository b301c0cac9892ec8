package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores of texts under several attacks.
 *
 * @param columns a column an attack that has a score for some text
 * @param refused attacks that have none, or must not be run, with the reason
 */
public record ScoreTable(List<Column> columns, List<Refusal> refused) {
    /** Copies. */
    public ScoreTable {
        columns = List.copyOf(columns);
        refused = List.copyOf(refused);
    }

    /**
     * Scores texts. An attack whose prefixes hold a text that is scored itself is refused.
     *
     * @param texts the texts
     * @param attacks the attacks
     * @throws IllegalStateException if an attack returns a number that is not finite
     */
    public static ScoreTable of(List<ScoredText> texts, List<MembershipAttack> attacks) {
        List<Column> columns = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (MembershipAttack attack : attacks) {
            String overlap = PrefixOverlap.reason(texts, prefixes(attack));
            if (overlap != null) {
                refused.add(Refusal.ofAttack(attack.name(), overlap));
                continue;
            }
            Column column = column(texts, attack);
            if (column.reasons().values().stream().mapToInt(List::size).sum() < texts.size()) {
                columns.add(column);
            } else {
                refused.add(Refusal.ofAttack(attack.name(), "not run: " + column.commonReason()));
            }
        }
        return new ScoreTable(columns, refused);
    }

    private static List<String> prefixes(MembershipAttack attack) {
        return attack.variants().stream()
                .filter(name -> name.startsWith("prefix:"))
                .toList();
    }

    private static Column column(List<ScoredText> texts, MembershipAttack attack) {
        double[] values = new double[texts.size()];
        Map<String, List<Integer>> reasons = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = attack.score(texts.get(i));
                if (!Double.isFinite(values[i])) {
                    throw new IllegalStateException("attack " + attack.name() + " must return a finite score, got "
                            + values[i] + " for text " + texts.get(i).id());
                }
            } catch (UndefinedScoreException e) {
                values[i] = Double.NaN;
                reasons.computeIfAbsent(e.reason(), key -> new ArrayList<>()).add(i);
            }
        }
        return new Column(attack.name(), values, reasons);
    }

    /**
     * The scores of one attack.
     *
     * @param attack its name
     * @param values a score a text; NaN exactly where it is undefined
     * @param reasons why scores are undefined, with the indices of the texts
     */
    @SuppressWarnings("ArrayRecordComponent") // scores are numbers that the statistics take as arrays
    public record Column(String attack, double[] values, Map<String, List<Integer>> reasons) {
        /** Copies. */
        public Column {
            values = values.clone();
            reasons = Map.copyOf(reasons);
        }

        @Override
        public double[] values() {
            return values.clone();
        }

        /** Why a text has no score; null if it has one. */
        public @Nullable String reason(int text) {
            return reasons.entrySet().stream()
                    .filter(entry -> entry.getValue().contains(text))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        private String commonReason() {
            return reasons.entrySet().stream()
                    .max((a, b) -> a.getValue().size() - b.getValue().size())
                    .map(Map.Entry::getKey)
                    .orElse("there is no text");
        }
    }
}
