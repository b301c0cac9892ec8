package org.palimpsest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Cell;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Ink;
import org.palimpsest.cli.output.JsonText;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.cli.output.Style;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.inference.attack.AttackEvaluation;
import org.palimpsest.inference.attack.AttackResult;
import org.palimpsest.inference.attack.BeyondBlind;
import org.palimpsest.inference.attack.BlindResult;
import org.palimpsest.inference.attack.Refusal;
import org.palimpsest.inference.attack.ScoreTable;
import org.palimpsest.inference.attack.ScoredText;
import org.palimpsest.inference.attack.ScoredTexts;
import org.palimpsest.stats.Verdict;

/** What the command {@code attack} prints and writes. */
record AttackReport(Path file, ScoredTexts texts, ScoreTable table, AttackEvaluation.Result result) {
    /** The fields that the command line promises, and more. */
    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", result.verdict().label());
        map.put("texts", texts.texts().size());
        map.put("members", result.members());
        map.put("nonMembers", result.nonMembers());
        map.put("attacks", result.attacks().stream().map(AttackReport::json).toList());
        map.put("refused", result.refused().stream().map(AttackReport::json).toList());
        map.put("blind", result.blind().stream().map(AttackReport::json).toList());
        map.put("detectableAuc", result.detectableAuc());
        map.put("warnings", warnings());
        map.put("skipped", CommonNames.plain(file, texts.skipped()));
        return map;
    }

    private static Map<String, Object> json(AttackResult attack) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("attack", attack.attack());
        map.put("n", attack.n());
        map.put("members", attack.members());
        map.put("undefinedMembers", attack.undefinedMembers());
        map.put("undefinedNonMembers", attack.undefinedNonMembers());
        map.put("auc", attack.auc());
        map.put("aucLow", attack.aucInterval().low());
        map.put("aucHigh", attack.aucInterval().high());
        map.put("h0", attack.test().nullHypothesis());
        map.put("alternative", attack.test().alternative().label());
        map.put("p", attack.test().pValue());
        map.put("log10P", attack.test().log10PValue());
        map.put("method", attack.test().method().label());
        map.put("tprAtFpr", attack.tprAtFpr().stream().map(AttackReport::json).toList());
        BeyondBlind beyond = attack.beyondBlind();
        if (beyond != null) {
            map.put("beyondBlind", json(beyond));
        }
        return map;
    }

    private static Map<String, Object> json(BeyondBlind beyond) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("baseline", beyond.baseline());
        map.put("n", beyond.n());
        map.put("difference", beyond.difference());
        map.put("low", beyond.interval().low());
        map.put("high", beyond.interval().high());
        return map;
    }

    private static Map<String, Object> json(AttackResult.Rate rate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("fpr", rate.point().fpr());
        map.put("tpr", rate.point().tpr());
        map.put("low", rate.interval().low());
        map.put("high", rate.interval().high());
        map.put("achievedFpr", rate.point().achievedFpr());
        map.put("threshold", rate.point().threshold());
        return map;
    }

    private static Map<String, Object> json(Refusal refusal) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (refusal.attack() != null) {
            map.put("attack", refusal.attack());
        }
        if (refusal.fpr() != null) {
            map.put("fpr", refusal.fpr());
        }
        map.put("reason", refusal.reason());
        return map;
    }

    static Map<String, Object> json(BlindResult blind) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("baseline", blind.baseline());
        map.put("n", blind.n());
        map.put("members", blind.members());
        map.put("features", blind.features());
        map.put("folds", blind.folds());
        map.put("auc", blind.auc());
        map.put("h0", blind.test().nullHypothesis());
        map.put("alternative", blind.test().alternative().label());
        map.put("p", blind.test().pValue());
        map.put("log10P", blind.test().log10PValue());
        map.put("method", blind.test().method().label());
        map.put("permutations", blind.permutations());
        map.put("confounds", blind.confounds());
        return map;
    }

    /** What the reader should know before trusting a number. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (AttackResult attack : result.attacks()) {
            if (attack.reversed()) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "warning: %s has an AUC below 1/2 (%.3f): non-members score higher; it is not turned round",
                        attack.attack(),
                        attack.auc()));
            }
            int undefined = attack.undefinedMembers() + attack.undefinedNonMembers();
            if (undefined > 0) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "warning: %s is undefined for %,d labelled texts (%,d of them members), which are left out",
                        attack.attack(),
                        undefined,
                        attack.undefinedMembers()));
            }
        }
        return warnings;
    }

    /** A row a text with every score; null where it is undefined, and then why. */
    void writeRows(OutputStream out) throws IOException {
        List<double[]> values =
                table.columns().stream().map(ScoreTable.Column::values).toList();
        for (int i = 0; i < texts.texts().size(); i++) {
            ScoredText text = texts.texts().get(i);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", text.id());
            if (text.label() != null) {
                row.put("label", text.label());
            }
            Map<String, String> undefined = new LinkedHashMap<>();
            for (int j = 0; j < values.size(); j++) {
                ScoreTable.Column column = table.columns().get(j);
                row.put(column.attack(), values.get(j)[i]);
                String reason = column.reason(i);
                if (reason != null) {
                    undefined.put(column.attack(), reason);
                }
            }
            if (!undefined.isEmpty()) {
                row.put("undefined", undefined);
            }
            out.write((JsonText.compact(row) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The verdict, and tables of attacks, blind baselines and refusals. */
    String text(Style style) {
        StringBuilder text = new StringBuilder();
        Ink ink = result.verdict() == Verdict.CONFOUNDED
                ? Ink.CAUTION
                : result.verdict() == Verdict.CONSISTENT_UNVERIFIED ? Ink.EVIDENCE : Ink.CALM;
        text.append("verdict  ")
                .append(style.paint(ink, result.verdict().label()))
                .append(": ")
                .append(meaning())
                .append(String.format(
                        Locale.ROOT,
                        "%n%,d texts: %,d members, %,d non-members. H0: which texts are members is random given scores and"
                                + " texts.%n",
                        texts.texts().size(),
                        result.members(),
                        result.nonMembers()));
        if (result.members() + result.nonMembers() == 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "No row has a label, so there is nothing to compare: give the texts metadata.label, 1 (member) or 0,"
                                    + " before they are scored.%nWithout labels, --out FILE writes the scores of every text.%n"));
        }
        if (!result.attacks().isEmpty()) {
            text.append('\n').append(attackTable().render(Border.of(Terminal.charset()), style));
        }
        if (!result.blind().isEmpty()) {
            text.append('\n').append(blindTable().render(Border.of(Terminal.charset()), style));
        }
        if (!result.refused().isEmpty()) {
            text.append('\n');
            result.refused().forEach(refusal -> text.append(refusal(refusal)).append('\n'));
        }
        return text.toString();
    }

    private String meaning() {
        if (result.verdict() == Verdict.CONFOUNDED) {
            return "the labels can be told without the model, so no score below says anything about it.";
        }
        if (result.verdict() == Verdict.NO_EVIDENCE && result.detectableAuc() >= 1) {
            return "no AUC below 1 would have been found with 90 % power.";
        }
        if (result.verdict() == Verdict.NO_EVIDENCE) {
            return String.format(
                    Locale.ROOT, "an AUC of %.3f would have been found with 90 %% power.", result.detectableAuc());
        }
        return result.verdict().meaning();
    }

    private TextTable attackTable() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.left("attack"),
                Column.right("n"),
                Column.right("AUC"),
                Column.left("95 %"),
                Column.right("permutation p")));
        String strongest = result.attacks().stream()
                .flatMap(attack -> Optional.ofNullable(attack.beyondBlind()).stream())
                .map(BeyondBlind::baseline)
                .findFirst()
                .orElse(null);
        if (strongest != null) {
            columns.add(Column.left("AUC less " + strongest));
        }
        List<Double> rates = result.attacks().stream()
                .flatMap(attack -> attack.tprAtFpr().stream())
                .map(rate -> rate.point().fpr())
                .distinct()
                .toList();
        rates.forEach(rate -> columns.add(Column.left("TPR at FPR " + rate)));
        TextTable table = TextTable.of(columns.toArray(Column[]::new));
        for (AttackResult attack : result.attacks()) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(attack.attack()),
                    Cell.of(String.format(Locale.ROOT, "%,d", attack.n())),
                    new Cell(
                            String.format(Locale.ROOT, "%.3f", attack.auc()),
                            attack.reversed() ? Ink.CAUTION : Ink.STRONG),
                    Cell.of(range(
                            attack.aucInterval().low(), attack.aucInterval().high())),
                    Cell.of(PValueFormat.ofLog10(attack.test().log10PValue()))));
            if (strongest != null) {
                cells.add(Cell.of(beyond(attack.beyondBlind())));
            }
            for (double rate : rates) {
                cells.add(Cell.of(attack.tprAtFpr().stream()
                        .filter(point -> point.point().fpr() == rate)
                        .findFirst()
                        .map(point -> String.format(
                                        Locale.ROOT, "%.3f ", point.point().tpr())
                                + range(point.interval().low(), point.interval().high()))
                        .orElse("")));
            }
            table = table.withRow(cells);
        }
        return table;
    }

    private static String beyond(@Nullable BeyondBlind beyond) {
        return beyond == null
                ? ""
                : String.format(Locale.ROOT, "%+.3f ", beyond.difference())
                        + range(beyond.interval().low(), beyond.interval().high());
    }

    private static String range(double low, double high) {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", low, high);
    }

    private TextTable blindTable() {
        TextTable table = TextTable.of(
                Column.left("blind baseline"),
                Column.right("n"),
                Column.right("cross-fitted AUC"),
                Column.right("permutation p"));
        for (BlindResult blind : result.blind()) {
            table = table.withRow(List.of(
                    Cell.of(blind.baseline()),
                    Cell.of(String.format(Locale.ROOT, "%,d", blind.n())),
                    Cell.of(String.format(Locale.ROOT, "%.3f", blind.auc())),
                    new Cell(
                            PValueFormat.ofLog10(blind.test().log10PValue()),
                            blind.confounds() ? Ink.CAUTION : Ink.PLAIN)));
        }
        return table;
    }

    private static String refusal(Refusal refusal) {
        String subject = refusal.attack() == null ? "" : refusal.attack() + " ";
        String rate = refusal.fpr() == null ? "" : "at FPR " + refusal.fpr() + " ";
        return "refused  " + subject + rate + "— " + refusal.reason();
    }
}
