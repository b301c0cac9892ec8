package org.palimpsest.traps.insertion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

/**
 * How many copies of which traps go into how many documents, and where they may stand. All else follows from the key: the
 * documents are those with the smallest {@code HMAC-SHA-256(key, "document|" + id)}, so a plan for fewer documents chooses a
 * subset of what a plan for more chooses.
 */
public final class InsertionPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<Trap> traps;
    private final MasterKey key;
    private final int documents;
    private final @Nullable Map<String, Integer> copies;
    private final int perDocument;
    private final PositionPolicy position;
    private final Dealing dealing;

    private InsertionPlan(
            List<Trap> traps,
            MasterKey key,
            int documents,
            @Nullable Map<String, Integer> copies,
            int perDocument,
            PositionPolicy position) {
        this.traps = traps;
        this.key = key;
        this.documents = documents;
        this.copies = copies;
        this.perDocument = perDocument;
        this.position = position;
        List<Trap> dealt = shuffled(traps, key);
        this.dealing = copies == null
                ? new EvenDealing(dealt, documents, Math.min(perDocument, dealt.size()))
                : new CountedDealing(dealt, copies, perDocument);
    }

    /**
     * A plan for a number of documents, the traps dealt to them evenly in an order that the key gives.
     *
     * @param traps one trap or more, every id and text once
     * @param key secret of the choice
     * @param documents number of distinct documents, 1 or more
     * @return the plan: one trap a document, in the latter half
     * @throws IllegalArgumentException if there is no trap, an id or text occurs twice, or the number is below 1
     */
    public static InsertionPlan ofDocuments(List<Trap> traps, MasterKey key, int documents) {
        if (documents < 1) {
            throw new IllegalArgumentException("documents must be 1 or more, got " + documents);
        }
        return new InsertionPlan(checked(traps), key, documents, null, 1, PositionPolicy.LATTER_HALF);
    }

    /**
     * A plan for numbers of copies.
     *
     * @param traps one trap or more, every id and text once
     * @param key secret of the choice
     * @param copies copies by trap id, 0 or more, together 1 or more; a trap that is missing gets none
     * @return the plan: one trap a document, in the latter half
     * @throws IllegalArgumentException if there is no trap, an id or text occurs twice, a number is negative, all are 0, or an
     *     id is not that of a trap
     */
    public static InsertionPlan ofCopies(List<Trap> traps, MasterKey key, Map<String, Integer> copies) {
        List<Trap> all = checked(traps);
        TreeSet<String> unknown = new TreeSet<>(copies.keySet());
        all.forEach(trap -> unknown.remove(trap.id()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "copies must be given for traps of the plan, got trap " + unknown.first() + " which is none");
        }
        long sum = 0;
        for (Map.Entry<String, Integer> entry : copies.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException(
                        "copies must be 0 or more, got " + entry.getValue() + " for trap " + entry.getKey());
            }
            sum += entry.getValue();
        }
        if (sum < 1 || sum > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("copies must be in [1, " + Integer.MAX_VALUE + "] together, got " + sum);
        }
        return new InsertionPlan(all, key, 0, Map.copyOf(copies), 1, PositionPolicy.LATTER_HALF);
    }

    /**
     * The same plan with more traps a document. With a number of documents, every document gets this many (or all traps, if
     * there are fewer); with numbers of copies, at most this many.
     *
     * @param number 1 or more
     * @return a new plan
     * @throws IllegalArgumentException if below 1
     */
    public InsertionPlan withPerDocument(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("traps per document must be 1 or more, got " + number);
        }
        return new InsertionPlan(traps, key, documents, copies, number, position);
    }

    /**
     * The same plan with another position.
     *
     * @param policy where traps may stand
     * @return a new plan
     */
    public InsertionPlan withPosition(PositionPolicy policy) {
        return new InsertionPlan(traps, key, documents, copies, perDocument, policy);
    }

    /**
     * Number of distinct documents that get a trap.
     *
     * @return 1 or more
     */
    public int documents() {
        return dealing.documents();
    }

    /**
     * The copies that one document gets.
     *
     * @param rank place of the document among the chosen ones, by ascending keyed hash, in 0..documents()-1
     * @return one copy or more, of different traps
     * @throws IllegalArgumentException if the rank is out of range
     */
    public List<TrapCopy> copiesOf(int rank) {
        if (rank < 0 || rank >= documents()) {
            throw new IllegalArgumentException("rank must be in [0, " + documents() + "), got " + rank);
        }
        return dealing.copiesOf(rank);
    }

    /**
     * Where traps may stand.
     *
     * @return the policy
     */
    public PositionPolicy position() {
        return position;
    }

    /** Opens the streams of this plan for one thread. */
    KeyedStream streams() {
        return key.stream("insertion");
    }

    private static List<Trap> checked(List<Trap> traps) {
        if (traps.isEmpty()) {
            throw new IllegalArgumentException("traps must hold 1 trap or more, got 0");
        }
        Map<String, String> byText = new HashMap<>();
        Map<String, String> byId = new HashMap<>();
        for (Trap trap : traps) {
            String other = byText.put(trap.text(), trap.id());
            if (other != null || byId.put(trap.id(), trap.text()) != null) {
                throw new IllegalArgumentException("traps must differ in id and text, got trap " + trap.id()
                        + " like trap " + Objects.requireNonNullElse(other, trap.id()));
            }
        }
        return List.copyOf(traps);
    }

    private static List<Trap> shuffled(List<Trap> traps, MasterKey key) {
        List<Trap> order = new ArrayList<>(traps);
        order.sort(Comparator.comparing(Trap::id));
        KeyedStream stream = key.stream("deal");
        for (int i = order.size() - 1; i > 0; i--) {
            int other = stream.nextInt(i + 1);
            Trap moved = order.get(i);
            order.set(i, order.get(other));
            order.set(other, moved);
        }
        return List.copyOf(order);
    }
}
