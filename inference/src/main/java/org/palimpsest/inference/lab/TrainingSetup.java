package org.palimpsest.inference.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * All that a run is a function of.
 *
 * @param plan batch, epochs, seed, schedule, optimiser
 * @param start where the weights come from
 * @param sequences what is trained on, in the order of the corpus
 * @param order position to index of the sequence, for the whole run; cloned in and out
 * @param lastStep the step before which the run ends, at most that of the whole order
 * @param tokenizer the {@code tokenizer.json} of the model
 */
@SuppressWarnings("ArrayRecordComponent") // positions are many; boxing them would cost five times the memory
public record TrainingSetup(
        TrainingPlan plan,
        TrainingStart start,
        List<TrainingSequence> sequences,
        int[] order,
        long lastStep,
        Path tokenizer) {
    /** Checks that order and sequences fit, and copies. */
    public TrainingSetup {
        sequences = List.copyOf(sequences);
        order = order.clone();
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("sequences must not be empty");
        }
        for (int index : order) {
            if (index < 0 || index >= sequences.size()) {
                throw new IllegalArgumentException(
                        "order must hold indexes in [0, " + sequences.size() + "), got " + index);
            }
        }
        if (order.length != sequences.size() * plan.epochs()) {
            throw new IllegalArgumentException("order must hold every sequence " + plan.epochs() + " times, "
                    + sequences.size() * plan.epochs() + " positions, got " + order.length);
        }
        if (lastStep < 1 || lastStep > plan.steps(sequences.size())) {
            throw new IllegalArgumentException(
                    "lastStep must be in [1, " + plan.steps(sequences.size()) + "], got " + lastStep);
        }
    }

    /**
     * The whole run in its true order.
     *
     * @param plan batch, epochs, seed, schedule, optimiser
     * @param start where the weights come from
     * @param sequences what is trained on
     * @param tokenizer the {@code tokenizer.json} of the model
     * @return the setup
     */
    public static TrainingSetup whole(
            TrainingPlan plan, TrainingStart start, List<TrainingSequence> sequences, Path tokenizer) {
        return new TrainingSetup(
                plan, start, sequences, plan.order(sequences.size()).draw(), plan.steps(sequences.size()), tokenizer);
    }

    /**
     * The same with another start and order.
     *
     * @param other where the weights come from
     * @param positions position to index of the sequence
     * @param end the step before which the run ends
     * @return a new setup
     */
    public TrainingSetup with(TrainingStart other, int[] positions, long end) {
        return new TrainingSetup(plan, other, sequences, positions, end, tokenizer);
    }

    /** Positions up to the last step. */
    int positions() {
        return (int) Math.min(order.length, lastStep * plan.batchSize());
    }

    /** The token ids of the batch of a step. */
    List<int[]> batch(long step) {
        int from = Math.toIntExact(step * plan.batchSize());
        int to = Math.min(order.length, from + plan.batchSize());
        return Arrays.stream(order, from, to)
                .mapToObj(index -> sequences.get(index).tokens())
                .toList();
    }

    @Override
    public int[] order() {
        return order.clone();
    }

    /**
     * Identifies the sequences: SHA-256 over ids and token ids, in order.
     *
     * @return 64 lower-case hex digits
     */
    public String sequencesFingerprint() {
        MessageDigest digest = Fingerprint.newDigest();
        for (TrainingSequence sequence : sequences) {
            digest.update((sequence.id() + "\0" + Arrays.toString(sequence.tokens()) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What tells this run from others, as JSON has it. */
    Map<String, Object> identity() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("plan", plan.toMap());
        map.put("start", start.identity());
        map.put("sequences", sequences.size());
        map.put("sequencesSha256", sequencesFingerprint());
        map.put("orderSha256", Fingerprint.sha256(Arrays.toString(order)));
        map.put("lastStep", lastStep);
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainingSetup that
                && plan.equals(that.plan)
                && start.equals(that.start)
                && sequences.equals(that.sequences)
                && Arrays.equals(order, that.order)
                && lastStep == that.lastStep
                && tokenizer.equals(that.tokenizer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(plan, start, sequences, Arrays.hashCode(order), lastStep, tokenizer);
    }
}
