package org.palimpsest.traps.insertion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.insertion.format.Carrier;
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
    private final @Nullable ListedDealing listed;
    private final Manner manner;
    private final Dealing dealing;

    private InsertionPlan(
            List<Trap> traps,
            MasterKey key,
            int documents,
            @Nullable Map<String, Integer> copies,
            @Nullable ListedDealing listed,
            Manner manner) {
        this.traps = traps;
        this.key = key;
        this.documents = documents;
        this.copies = copies;
        this.listed = listed;
        this.manner = manner;
        this.dealing = dealing(shuffled(traps, key));
    }

    private Dealing dealing(List<Trap> dealt) {
        if (listed != null) {
            return listed;
        }
        Dealing once = copies == null
                ? new EvenDealing(dealt, documents, Math.min(manner.perDocument(), dealt.size()))
                : new CountedDealing(dealt, copies, manner.perDocument());
        return manner.repeats() == 1 ? once : new RepeatedDealing(once, manner.repeats());
    }

    /** How many traps and copies a document gets, and in which way. */
    private record Manner(
            int perDocument, int repeats, PositionPolicy position, Carrier carrier, InsertionBudget budget)
            implements Serializable {
        static final Manner DEFAULT =
                new Manner(1, 1, PositionPolicy.LATTER_HALF, Carrier.TEXT, InsertionBudget.unlimited());
    }

    private InsertionPlan with(Manner other) {
        if (rewrites() && !other.equals(Manner.DEFAULT)) {
            throw new IllegalArgumentException(
                    "traps that are keys rewrite whole documents: one a document, once, with no"
                            + " position, carrier or budget, got " + other.perDocument() + " a document, "
                            + other.repeats()
                            + " copies, " + other.position().label() + " and "
                            + other.carrier().label());
        }
        return new InsertionPlan(traps, key, documents, copies, listed, other);
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
        return new InsertionPlan(checked(traps), key, documents, null, null, Manner.DEFAULT);
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
        return new InsertionPlan(all, key, 0, Map.copyOf(copies), null, Manner.DEFAULT);
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
        return with(new Manner(number, manner.repeats(), manner.position(), manner.carrier(), manner.budget()));
    }

    /**
     * The same plan with another position.
     *
     * @param policy where traps may stand
     * @return a new plan
     */
    public InsertionPlan withPosition(PositionPolicy policy) {
        return with(new Manner(manner.perDocument(), manner.repeats(), policy, manner.carrier(), manner.budget()));
    }

    /**
     * The same plan with every copy several times in its document.
     *
     * @param number 1 or more; the copies that a document gets of a trap
     * @return a new plan
     * @throws IllegalArgumentException if below 1
     */
    public InsertionPlan withRepeats(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("copies of a trap in a document must be 1 or more, got " + number);
        }
        return with(new Manner(manner.perDocument(), number, manner.position(), manner.carrier(), manner.budget()));
    }

    /**
     * The same plan with traps that stand in something else.
     *
     * @param carrier what they stand in; documents whose format has no such thing are unsuitable
     * @return a new plan
     */
    public InsertionPlan withCarrier(Carrier carrier) {
        return with(new Manner(manner.perDocument(), manner.repeats(), manner.position(), carrier, manner.budget()));
    }

    /**
     * The same plan within limits.
     *
     * @param budget what marked documents must keep to; documents that would break it are unsuitable
     * @return a new plan
     */
    public InsertionPlan withBudget(InsertionBudget budget) {
        return with(new Manner(manner.perDocument(), manner.repeats(), manner.position(), manner.carrier(), budget));
    }

    /**
     * A plan that names the documents.
     *
     * @param traps one trap or more, every id and text once
     * @param key secret of the places within documents
     * @param rows what goes where: documents by id, traps of the list, every document and copy as often as it is to be put in
     * @return the plan: in the latter half
     * @throws IllegalArgumentException if there is no row, or one names a trap that is not in the list
     */
    public static InsertionPlan ofRows(List<Trap> traps, MasterKey key, List<PlannedCopy> rows) {
        List<Trap> all = checked(traps);
        return new InsertionPlan(all, key, 0, null, ListedDealing.of(all, key, rows), Manner.DEFAULT);
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
     * Tells plans apart: the same for plans that put the same copies into the same documents at the same places. O(copies).
     *
     * @return 64 lower-case hex digits, from which neither key nor traps can be told
     */
    public String fingerprint() {
        StringBuilder all = new StringBuilder();
        KeyedStream of = key.stream("fingerprint of a plan");
        all.append(of.nextLong()).append(of.nextLong());
        for (Trap trap : traps) {
            all.append('\n').append(trap.id()).append('\t').append(trap.family());
            all.append('\t').append(trap.text()).append('\t').append(trap.wordings());
        }
        all.append('\n').append(manner.perDocument()).append(' ').append(manner.repeats());
        all.append(' ').append(manner.position()).append(' ').append(manner.carrier());
        all.append(' ').append(manner.budget());
        for (int rank = 0; rank < documents(); rank++) {
            all.append('\n').append(listed == null ? "" : listed.document(rank));
            dealing.copiesOf(rank)
                    .forEach(copy -> all.append('\t')
                            .append(copy.trap().id())
                            .append(' ')
                            .append(copy.copy()));
        }
        return Fingerprint.sha256(all.toString());
    }

    /**
     * Where traps may stand.
     *
     * @return the policy
     */
    public PositionPolicy position() {
        return manner.position();
    }

    /**
     * What traps stand in.
     *
     * @return the carrier
     */
    public Carrier carrier() {
        return manner.carrier();
    }

    /**
     * What marked documents must keep to.
     *
     * @return the limits
     */
    public InsertionBudget budget() {
        return manner.budget();
    }

    /** Whether traps are keys, under each of which whole documents are written, instead of texts that are put in. */
    boolean rewrites() {
        return traps.get(0).family().equals(LookAlikeFamily.NAME);
    }

    /** Whether a document may be chosen by its id. */
    boolean mayHave(String id) {
        return listed == null || listed.has(id);
    }

    /** The error for a corpus that lacks documents of this plan. */
    IllegalArgumentException tooFew(int found) {
        return new IllegalArgumentException(
                listed == null
                        ? "the plan needs " + documents() + " suitable documents with different ids, the input has "
                                + found + "; ask for fewer documents or give more input"
                        : "the plan names " + documents() + " documents, the input has " + found
                                + " of them that are suitable; give the input that the plan was made for");
    }

    /** The copies that strain limits most: the longest texts, as many as a document gets at most. */
    List<TrapCopy> longest() {
        List<TrapCopy> copies = new ArrayList<>();
        traps.stream()
                .sorted(Comparator.comparingInt((Trap trap) -> -trap.copyText(1).length())
                        .thenComparing(Trap::id))
                .limit(manner.perDocument())
                .forEach(trap -> {
                    for (int copy = 1; copy <= manner.repeats(); copy++) {
                        copies.add(new TrapCopy(trap, copy));
                    }
                });
        return copies;
    }

    /** Whether all texts are in ASCII. */
    boolean isAscii() {
        return traps.stream()
                .flatMap(trap -> Stream.concat(Stream.of(trap.text()), trap.wordings().stream()))
                .allMatch(text -> text.chars().allMatch(unit -> unit < 0x80));
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
        long keys = traps.stream()
                .filter(trap -> trap.family().equals(LookAlikeFamily.NAME))
                .count();
        if (keys > 0 && keys < traps.size()) {
            throw new IllegalArgumentException("traps must be all keys of look-alikes or none, got " + keys + " of "
                    + traps.size() + "; insert them one after the other");
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
