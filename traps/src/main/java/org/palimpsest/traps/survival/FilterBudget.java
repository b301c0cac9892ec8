package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.traps.insertion.CopySpan;
import org.palimpsest.traps.insertion.InsertionBudget;

/**
 * Budgets after published filters of training text: the rules of this package that copies of a trap can break, one document at a
 * time. A document keeps to a budget if every rule keeps it and leaves every copy whole. What filters compare across documents, and
 * rules that a few sentences more do not change, are left out: {@code traps survive} looks at them.
 */
public enum FilterBudget implements InsertionBudget {
    /** No limits. */
    NONE("none"),
    /** {@link GopherRepetitionRule} measured as the paper does. */
    GOPHER("gopher"),
    /** Those of FineWeb: {@link GopherRepetitionRule} as datatrove measures, {@link C4LinesRule}, {@link FineWebQualityRule}. */
    FINEWEB("fineweb"),
    /** Those of C4: {@link C4LinesRule} with terminal stops, {@link SentenceSpanRule} within the document. */
    C4("c4");

    private final String label;

    FilterBudget(String label) {
        this.label = label;
    }

    /**
     * The word on the command line.
     *
     * @return lower-case word
     */
    public String label() {
        return label;
    }

    /**
     * Finds a budget.
     *
     * @param label its word
     * @return the budget
     * @throws IllegalArgumentException if there is none of that word
     */
    public static FilterBudget of(String label) {
        return Arrays.stream(values())
                .filter(budget -> budget.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("budget must be one of "
                        + Arrays.stream(values()).map(FilterBudget::label).toList() + ", got \"" + label + "\""));
    }

    /**
     * The rules in their order.
     *
     * @return unmodifiable list
     */
    public List<SurvivalRule> rules() {
        return switch (this) {
            case NONE -> List.of();
            case GOPHER -> List.of(new GopherRepetitionRule(RepetitionMeasure.PAPER));
            case FINEWEB ->
                List.of(
                        new GopherRepetitionRule(RepetitionMeasure.DATATROVE),
                        C4LinesRule.of(C4LinesRule.TerminalStop.NOT_REQUIRED),
                        new FineWebQualityRule());
            case C4 -> PipelinePreset.C4.rules();
        };
    }

    @Override
    public boolean keeps(String text, List<CopySpan> copies) {
        List<Mark> marks = new ArrayList<>();
        List<MarkedCopy> marked = new ArrayList<>();
        for (CopySpan copy : copies) {
            marks.add(new Mark(copy.start(), copy.end(), marks.size()));
            marked.add(new MarkedCopy("", "", 1, 1));
        }
        MarkedText left = new MarkedText(text, marks);
        int[] units = left.units(marks.size());
        for (SurvivalRule rule : rules()) {
            Ruling ruling = rule.begin().apply(new MarkedDocument("", left, marked));
            MarkedText next = ruling.text();
            if (next == null || !Arrays.equals(next.units(marks.size()), units)) {
                return false;
            }
            left = next;
        }
        return true;
    }
}
