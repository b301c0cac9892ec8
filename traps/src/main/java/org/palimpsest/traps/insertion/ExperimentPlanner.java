package org.palimpsest.traps.insertion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.MasterKey;

/**
 * Gives every experiment documents of its own. Documents that the same experiments may use form a class; a maximum flow from
 * experiments to classes decides how many each takes from which, so a plan is found whenever there is one. Within a class,
 * documents go by the keyed hash of their ids, and so do traps to arms and fractions: order never matters.
 */
public final class ExperimentPlanner {
    private static final int MOST = 62;

    private final List<Experiment> experiments;
    private final MasterKey key;
    private final @Nullable StepMap steps;

    private ExperimentPlanner(List<Experiment> experiments, MasterKey key, @Nullable StepMap steps) {
        this.experiments = experiments;
        this.key = key;
        this.steps = steps;
    }

    /**
     * A planner.
     *
     * @param experiments 1 to 62, of different names and traps
     * @param key secret of all choices
     * @return the planner
     * @throws IllegalArgumentException if there are none or too many, or two share a name or a trap
     */
    public static ExperimentPlanner of(List<Experiment> experiments, MasterKey key) {
        if (experiments.isEmpty() || experiments.size() > MOST) {
            throw new IllegalArgumentException("experiments must be 1 to " + MOST + ", got " + experiments.size());
        }
        Set<String> names = new HashSet<>();
        Map<String, String> owners = new HashMap<>();
        for (Experiment experiment : experiments) {
            if (!names.add(experiment.name())) {
                throw new IllegalArgumentException(
                        "experiments must have different names, got " + experiment.name() + " twice");
            }
            for (String trap : experiment.traps()) {
                String owner = owners.put(trap, experiment.name());
                if (owner != null) {
                    throw new IllegalArgumentException("experiments must have different traps, got trap " + trap
                            + " in " + owner + " and " + experiment.name());
                }
            }
        }
        return new ExperimentPlanner(List.copyOf(experiments), key, null);
    }

    /**
     * The same planner for a corpus whose training order is known.
     *
     * @param order steps of documents
     * @return a new planner
     */
    public ExperimentPlanner withSteps(StepMap order) {
        return new ExperimentPlanner(experiments, key, order);
    }

    /**
     * Gives documents to all experiments.
     *
     * @param documents ids of suitable documents; repeated ones count once
     * @return all copies of both arms, by experiment, document and trap of the dealing
     * @throws IllegalArgumentException if a window of steps is asked for and no steps are known, or there are too few documents;
     *     the message names the experiments that compete for them
     */
    public List<ExperimentCopy> plan(Iterable<String> documents) {
        SortedMap<Long, List<ChosenDocument>> classes = classes(documents);
        List<List<TrapSlot>> slots = new ArrayList<>();
        int[] wanted = new int[experiments.size()];
        for (int i = 0; i < wanted.length; i++) {
            slots.add(slots(experiments.get(i)));
            wanted[i] = needed(experiments.get(i), slots.get(i));
        }
        long[] masks = classes.keySet().stream().mapToLong(Long::longValue).toArray();
        int[][] flow = flow(masks, classes, wanted);
        List<ExperimentCopy> copies = new ArrayList<>();
        int[] used = new int[masks.length];
        for (int i = 0; i < wanted.length; i++) {
            List<ChosenDocument> own = new ArrayList<>();
            for (int c = 0; c < masks.length; c++) {
                List<ChosenDocument> all = classes.getOrDefault(masks[c], List.of());
                own.addAll(all.subList(used[c], used[c] + flow[i][c]));
                used[c] += flow[i][c];
            }
            own.sort(null);
            deal(experiments.get(i), slots.get(i), own, copies);
        }
        return copies;
    }

    /** A copy that needs a document. */
    private record TrapSlot(String trap, int copy, ExperimentCopy.Arm arm) {}

    /** Copies in a row trap by trap, in the order that the key gives. */
    private List<TrapSlot> slots(Experiment experiment) {
        List<String> traps = ranked(experiment.traps(), "arm|" + experiment.name());
        long treated = Math.round(experiment.treated() * traps.size());
        List<TrapSlot> slots = new ArrayList<>();
        add(experiment, traps.subList(0, (int) treated), ExperimentCopy.Arm.TREATED, slots);
        add(experiment, traps.subList((int) treated, traps.size()), ExperimentCopy.Arm.CONTROL, slots);
        return slots;
    }

    /** Both arms get the same fractions, each of its own traps. */
    private void add(Experiment experiment, List<String> arm, ExperimentCopy.Arm kind, List<TrapSlot> slots) {
        List<String> traps = ranked(arm, "fraction|" + experiment.name());
        int whole = (int) Math.floor(experiment.repetitions());
        long more = Math.round((experiment.repetitions() - whole) * traps.size());
        for (int i = 0; i < traps.size(); i++) {
            int copies = whole + (i < more ? 1 : 0);
            for (int copy = 1; copy <= copies; copy++) {
                slots.add(new TrapSlot(traps.get(i), copy, kind));
            }
        }
    }

    private List<String> ranked(List<String> ids, String label) {
        KeyedStream streams = key.stream("experiments");
        List<ChosenDocument> ranked = new ArrayList<>();
        ids.forEach(id -> ranked.add(ChosenDocument.of(streams, label + "|" + id, id, 1)));
        ranked.sort(null);
        return ranked.stream().map(ChosenDocument::file).toList();
    }

    /** Documents that an experiment needs: arms never share one, nor do copies of one trap. */
    private static int needed(Experiment experiment, List<TrapSlot> slots) {
        int documents = 0;
        for (ExperimentCopy.Arm arm : ExperimentCopy.Arm.values()) {
            documents += neededByArm(experiment, slots, arm);
        }
        return documents;
    }

    private static int neededByArm(Experiment experiment, List<TrapSlot> slots, ExperimentCopy.Arm arm) {
        int count = (int) slots.stream().filter(slot -> slot.arm() == arm).count();
        int most = slots.stream()
                .filter(slot -> slot.arm() == arm)
                .mapToInt(TrapSlot::copy)
                .max()
                .orElse(0);
        return Math.max(most, (count + experiment.perDocument() - 1) / experiment.perDocument());
    }

    private static void deal(
            Experiment experiment, List<TrapSlot> slots, List<ChosenDocument> documents, List<ExperimentCopy> copies) {
        int first = 0;
        for (ExperimentCopy.Arm arm : ExperimentCopy.Arm.values()) {
            int own = neededByArm(experiment, slots, arm);
            int next = 0;
            for (TrapSlot slot : slots) {
                if (slot.arm() == arm) {
                    String document = documents.get(first + next % own).file();
                    copies.add(new ExperimentCopy(
                            experiment.name(), arm, new PlannedCopy(document, slot.trap(), slot.copy())));
                    next++;
                }
            }
            first += own;
        }
    }

    /** Documents by the set of experiments that may use them, each class by keyed hash. */
    private SortedMap<Long, List<ChosenDocument>> classes(Iterable<String> documents) {
        KeyedStream streams = key.stream("insertion");
        TreeMap<Long, List<ChosenDocument>> classes = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (String id : documents) {
            long mask = mask(id);
            if (mask != 0 && seen.add(id)) {
                classes.computeIfAbsent(mask, any -> new ArrayList<>()).add(ChosenDocument.of(streams, id, id, 1));
            }
        }
        classes.values().forEach(list -> list.sort(null));
        return classes;
    }

    private long mask(String id) {
        long mask = 0;
        for (int i = 0; i < experiments.size(); i++) {
            Experiment experiment = experiments.get(i);
            if (!experiment.hasWindow() || isWithin(experiment, id)) {
                mask |= 1L << i;
            }
        }
        return mask;
    }

    private boolean isWithin(Experiment experiment, String id) {
        if (steps == null) {
            throw new IllegalArgumentException("experiment " + experiment.name()
                    + " has a window of steps, which needs the training order; give it");
        }
        OptionalLong step = steps.step(id);
        return step.isPresent() && step.getAsLong() >= experiment.fromStep() && step.getAsLong() < experiment.toStep();
    }

    /** How many documents each experiment takes from each class: augmenting paths over experiments and classes. */
    private int[][] flow(long[] masks, SortedMap<Long, List<ChosenDocument>> classes, int[] wanted) {
        int[] left = Arrays.stream(masks)
                .mapToInt(mask -> classes.getOrDefault(mask, List.of()).size())
                .toArray();
        int[][] flow = new int[wanted.length][masks.length];
        for (int i = 0; i < wanted.length; i++) {
            int missing = wanted[i];
            while (missing > 0) {
                int moved = augment(i, missing, masks, left, flow);
                if (moved == 0) {
                    throw tooFew(i, missing, masks, classes, wanted);
                }
                missing -= moved;
            }
        }
        return flow;
    }

    /** Finds a way from an experiment to a class with documents left, over others' shares, and moves as many as fit. */
    private static int augment(int experiment, int missing, long[] masks, int[] left, int[][] flow) {
        int[] classOf = new int[flow.length];
        int[] from = new int[masks.length];
        Arrays.fill(classOf, -2);
        Arrays.fill(from, -1);
        classOf[experiment] = -1;
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(experiment));
        while (!open.isEmpty()) {
            int i = open.remove();
            for (int c = 0; c < masks.length; c++) {
                if ((masks[c] >>> i & 1) == 0 || from[c] >= 0) {
                    continue;
                }
                from[c] = i;
                if (left[c] > 0) {
                    return move(c, missing, classOf, from, left, flow);
                }
                for (int other = 0; other < flow.length; other++) {
                    if (classOf[other] == -2 && flow[other][c] > 0) {
                        classOf[other] = c;
                        open.add(other);
                    }
                }
            }
        }
        return 0;
    }

    private static int move(int last, int missing, int[] classOf, int[] from, int[] left, int[][] flow) {
        int amount = Math.min(missing, left[last]);
        for (int c = last; classOf[from[c]] >= 0; c = classOf[from[c]]) {
            amount = Math.min(amount, flow[from[c]][classOf[from[c]]]);
        }
        left[last] -= amount;
        int c = last;
        while (true) {
            int i = from[c];
            flow[i][c] += amount;
            if (classOf[i] < 0) {
                return amount;
            }
            c = classOf[i];
            flow[i][c] -= amount;
        }
    }

    private IllegalArgumentException tooFew(
            int failed, int missing, long[] masks, SortedMap<Long, List<ChosenDocument>> classes, int[] wanted) {
        Map<String, String> competing = new LinkedHashMap<>();
        long own = 0;
        for (long mask : masks) {
            if ((mask >>> failed & 1) == 1) {
                own += classes.getOrDefault(mask, List.of()).size();
                for (int i = 0; i < wanted.length; i++) {
                    if ((mask >>> i & 1) == 1) {
                        competing.put(
                                experiments.get(i).name(), experiments.get(i).name() + " needs " + wanted[i]);
                    }
                }
            }
        }
        return new IllegalArgumentException("experiment "
                + experiments.get(failed).name() + " lacks " + missing
                + " documents: it needs " + wanted[failed] + " of the " + own + " that suit it, which it shares ("
                + String.join(", ", competing.values()) + "); ask for fewer copies, a wider window or more documents");
    }
}
