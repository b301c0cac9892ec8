package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.insertion.format.PlainText;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

class TrapInserterTest {
    private static final Trap ONE = new Trap("t1", "ghost", "alpha beta");
    private static final Trap TWO = new Trap("t2", "ghost", "gamma delta");
    private static final InsertionPlan PLAN = InsertionPlan.ofDocuments(List.of(ONE, TWO), MasterKey.practice(1), 1);

    @Test
    void startAndEndAddOneSpaceWhereThereIsNone() {
        assertThat(insert(PositionPolicy.START, "x y")).isEqualTo("alpha beta x y");
        assertThat(insert(PositionPolicy.START, " x y")).isEqualTo("alpha beta x y");
        assertThat(insert(PositionPolicy.END, "x y")).isEqualTo("x y alpha beta");
        assertThat(insert(PositionPolicy.END, "x y\n")).isEqualTo("x y\nalpha beta");
    }

    @Test
    void twoTrapsAtOnePlaceStayApart() {
        List<TrapCopy> both = List.of(new TrapCopy(ONE, 1), new TrapCopy(TWO, 1));
        assertThat(text(PositionPolicy.START, "x", both)).isEqualTo("alpha beta gamma delta x");
        assertThat(text(PositionPolicy.END, "x ", both)).isEqualTo("x alpha beta gamma delta");
    }

    @Test
    void everyBoundaryOfTheLatterHalfIsUsedAndNoOther() {
        String text = "aa bb cc\tdd\n\nee ff";
        Set<Integer> offsets = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Insertion insertion = new TrapInserter(PLAN.withPosition(PositionPolicy.LATTER_HALF))
                    .insert(Document.of("d" + i, text), List.of(new TrapCopy(ONE, 1)));
            offsets.add(insertion.placements().get(0).offset());
            assertThat(insertion.document().text().replace(" alpha beta", "")).isEqualTo(text);
        }
        assertThat(offsets).containsExactlyInAnyOrder(12, 16, 19); // after dd, ee and ff, and the space before the trap
        assertThat(places(PositionPolicy.WORD_BOUNDARY, text)).containsExactly(2, 5, 8, 11, 15, 18);
        assertThat(places(PositionPolicy.LATTER_HALF, text)).containsExactly(11, 15, 18);
        assertThat(places(PositionPolicy.LATTER_HALF, "word")).containsExactly(4);
        assertThat(places(PositionPolicy.LATTER_HALF, "aa b")).containsExactly(2, 4);
        assertThat(places(PositionPolicy.LATTER_HALF, "aaa b")).containsExactly(3, 5);
    }

    private static List<Integer> places(PositionPolicy policy, String text) {
        return Places.inRow(new PlainText().layout(text), policy, Carrier.TEXT);
    }

    @Test
    void trapsStandVerbatimAtTheirOffsetsAndTheSpansTakenOutGiveTheTextBack() {
        String text = "Wörter 😀 und\u00a0mehr, \"Zitate\"\n\tund noch viele weitere Wörter am Ende 🎉 ja";
        List<TrapCopy> both = List.of(new TrapCopy(TWO, 3), new TrapCopy(ONE, 2));
        for (PositionPolicy position : PositionPolicy.values()) {
            for (int i = 0; i < 50; i++) {
                Insertion insertion =
                        new TrapInserter(PLAN.withPosition(position)).insert(Document.of("d" + i, text), both);
                String marked = insertion.document().text();
                for (Placement placement : insertion.placements()) {
                    String trap = placement.trap().equals("t1") ? ONE.text() : TWO.text();
                    assertThat(marked)
                            .satisfies(whole -> assertThat(whole.startsWith(trap, placement.offset()))
                                    .isTrue());
                    assertThat(placement.copy()).isEqualTo(placement.trap().equals("t1") ? 2 : 3);
                }
                StringBuilder rebuilt = new StringBuilder(text);
                for (int s = insertion.splices().size() - 1; s >= 0; s--) {
                    rebuilt.insert(
                            insertion.splices().get(s).at(),
                            insertion.splices().get(s).piece());
                }
                assertThat(marked).isEqualTo(rebuilt.toString()).hasSizeGreaterThan(text.length() + 21);
            }
        }
    }

    @Test
    void documentKeepsItsOtherFields() {
        Document document = new Document("d", "x", new int[] {1}, "web", "2024", null, Map.of("k", 1));
        Document marked = new TrapInserter(PLAN)
                .insert(document, List.of(new TrapCopy(ONE, 1)))
                .document();
        assertThat(marked).isEqualTo(document.withText(marked.text()));
    }

    private static String insert(PositionPolicy position, String text) {
        return text(position, text, List.of(new TrapCopy(ONE, 1)));
    }

    private static String text(PositionPolicy position, String text, List<TrapCopy> copies) {
        // Places at one offset keep the order of the copies.
        return new TrapInserter(PLAN.withPosition(position))
                .insert(Document.of("d", text), copies)
                .document()
                .text();
    }
}
