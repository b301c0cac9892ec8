package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

class InsertionPlanTest {
    private static final MasterKey KEY = MasterKey.practice(5);

    @Test
    void copiesAreDealtEvenlyAndNumberedWithoutGaps() {
        for (int perDocument = 1; perDocument <= 4; perDocument++) {
            InsertionPlan plan = InsertionPlan.ofDocuments(traps(3), KEY, 10).withPerDocument(perDocument);
            Map<String, Integer> counts = counts(plan);
            int total = 10 * Math.min(3, perDocument);
            assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(total);
            assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void moreDocumentsLeaveTheFirstAsTheyAre() {
        InsertionPlan few = InsertionPlan.ofDocuments(traps(7), KEY, 20).withPerDocument(2);
        InsertionPlan many = InsertionPlan.ofDocuments(traps(7), KEY, 50).withPerDocument(2);
        for (int rank = 0; rank < 20; rank++) {
            assertThat(many.copiesOf(rank)).isEqualTo(few.copiesOf(rank));
        }
    }

    @Test
    void orderOfTrapsDoesNotMatterAndTheKeyDoes() {
        List<Trap> reversed = new ArrayList<>(traps(9));
        Collections.reverse(reversed);
        InsertionPlan plan = InsertionPlan.ofDocuments(traps(9), KEY, 9);
        InsertionPlan same = InsertionPlan.ofDocuments(reversed, KEY, 9);
        InsertionPlan other = InsertionPlan.ofDocuments(traps(9), MasterKey.practice(6), 9);
        List<List<TrapCopy>> dealt =
                IntStream.range(0, 9).mapToObj(plan::copiesOf).toList();
        assertThat(IntStream.range(0, 9).mapToObj(same::copiesOf).toList()).isEqualTo(dealt);
        assertThat(IntStream.range(0, 9).mapToObj(other::copiesOf).toList()).isNotEqualTo(dealt);
    }

    @Test
    void wantedCopiesAreMetInDifferentDocuments() {
        Map<String, Integer> wanted = Map.of("t0", 1, "t1", 10, "t2", 0, "t3", 4);
        for (int perDocument = 1; perDocument <= 4; perDocument++) {
            InsertionPlan plan = InsertionPlan.ofCopies(traps(5), KEY, wanted).withPerDocument(perDocument);
            assertThat(plan.documents()).isEqualTo(Math.max(10, (15 + perDocument - 1) / perDocument));
            assertThat(counts(plan)).isEqualTo(Map.of("t0", 1, "t1", 10, "t3", 4));
            for (int rank = 0; rank < plan.documents(); rank++) {
                assertThat(plan.copiesOf(rank).size()).isBetween(1, perDocument);
            }
        }
    }

    @Test
    void refusesPlansThatCannotBeCarriedOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofDocuments(traps(1), KEY, 0))
                .withMessage("documents must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofDocuments(List.of(), KEY, 1))
                .withMessage("traps must hold 1 trap or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofDocuments(traps(1), KEY, 1).withPerDocument(0))
                .withMessage("traps per document must be 1 or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofCopies(traps(1), KEY, Map.of("t9", 1)))
                .withMessage("copies must be given for traps of the plan, got trap t9 which is none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofCopies(traps(1), KEY, Map.of("t0", -1)))
                .withMessage("copies must be 0 or more, got -1 for trap t0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofCopies(traps(1), KEY, Map.of("t0", 0)))
                .withMessage("copies must be in [1, 2147483647] together, got 0");
        Trap twin = new Trap("t8", "ghost", "text 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionPlan.ofDocuments(List.of(traps(1).get(0), twin), KEY, 1))
                .withMessage("traps must differ in id and text, got trap t8 like trap t0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PositionPolicy.of("centre"))
                .withMessage("position must be one of [start, middle, latter-half, end, paragraph-end, sentence-end,"
                        + " word-boundary], got \"centre\"");
    }

    /** Counts copies by trap, and checks that no document has a trap twice and copies are numbered 1, 2, ... */
    private static Map<String, Integer> counts(InsertionPlan plan) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (int rank = 0; rank < plan.documents(); rank++) {
            List<TrapCopy> copies = plan.copiesOf(rank);
            assertThat(copies.stream().map(copy -> copy.trap().id())).doesNotHaveDuplicates();
            copies.forEach(copy -> numbers.computeIfAbsent(copy.trap().id(), id -> new ArrayList<>())
                    .add(copy.copy()));
        }
        Map<String, Integer> counts = new HashMap<>();
        numbers.forEach((id, all) -> {
            Collections.sort(all);
            assertThat(all)
                    .isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
            counts.put(id, all.size());
        });
        return counts;
    }

    private static List<Trap> traps(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Trap("t" + i, "ghost", "text " + i))
                .toList();
    }
}
