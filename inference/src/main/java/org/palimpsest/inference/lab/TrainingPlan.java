package org.palimpsest.inference.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.inference.engine.AdamOptions;

/**
 * What fixes the weights of a run besides the model's start and the sequences.
 *
 * @param batchSize sequences a step, at least 1
 * @param epochs how often each sequence is seen, at least 1
 * @param sequenceLength most tokens of text in a sequence, at least 2
 * @param seed of the order
 * @param shape of the learning rate after the warm-up
 * @param warmupSteps steps over which the rate rises, at least 0
 * @param adam the optimiser
 */
public record TrainingPlan(
        int batchSize,
        int epochs,
        int sequenceLength,
        long seed,
        LearningRate.Shape shape,
        long warmupSteps,
        AdamOptions adam) {
    /** Checks the ranges. */
    public TrainingPlan {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
        }
        if (sequenceLength < 2) {
            throw new IllegalArgumentException("sequenceLength must be at least 2, got " + sequenceLength);
        }
        if (warmupSteps < 0) {
            throw new IllegalArgumentException("warmupSteps must be at least 0, got " + warmupSteps);
        }
    }

    /**
     * The order in which so many sequences are trained on.
     *
     * @param sequences how many there are
     * @return the order of all epochs
     */
    public EpochOrder order(int sequences) {
        return new EpochOrder(sequences, epochs, seed);
    }

    /**
     * Steps of a whole run. Batches go on over the end of an epoch; the last batch of the run may be short.
     *
     * @param sequences how many there are
     * @return a number of steps
     */
    public long steps(int sequences) {
        return ((long) sequences * epochs + batchSize - 1) / batchSize;
    }

    /**
     * The learning rate of a whole run.
     *
     * @param sequences how many there are
     * @return the schedule
     * @throws IllegalArgumentException if the warm-up is longer than the run
     */
    public LearningRate learningRate(int sequences) {
        return new LearningRate(shape, warmupSteps, steps(sequences));
    }

    /**
     * The plan as JSON has it; no clipping is {@code "none"}.
     *
     * @return name to value
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("batchSize", batchSize);
        map.put("epochs", epochs);
        map.put("sequenceLength", sequenceLength);
        map.put("seed", seed);
        map.put("schedule", shape.name().toLowerCase(Locale.ROOT));
        map.put("warmupSteps", warmupSteps);
        map.put("learningRate", adam.learningRate());
        map.put("beta1", adam.beta1());
        map.put("beta2", adam.beta2());
        map.put("epsilon", adam.epsilon());
        map.put("weightDecay", adam.weightDecay());
        map.put("clipNorm", Double.isInfinite(adam.clipNorm()) ? "none" : (Object) adam.clipNorm());
        map.put("tokensPerPass", adam.tokensPerPass());
        return map;
    }

    /**
     * Reads what {@link #toMap} wrote.
     *
     * @param json the object
     * @return the plan
     * @throws IllegalArgumentException if a value is missing or outside its range
     */
    public static TrainingPlan of(JsonNode json) {
        double clip = json.path("clipNorm").asDouble(Double.POSITIVE_INFINITY);
        AdamOptions adam = AdamOptions.of(json.path("learningRate").asDouble())
                .withMoments(
                        json.path("beta1").asDouble(-1),
                        json.path("beta2").asDouble(-1),
                        json.path("epsilon").asDouble())
                .withWeightDecay(json.path("weightDecay").asDouble(-1))
                .withClipNorm(clip)
                .withTokensPerPass(json.path("tokensPerPass").asInt());
        return new TrainingPlan(
                json.path("batchSize").asInt(),
                json.path("epochs").asInt(),
                json.path("sequenceLength").asInt(),
                json.path("seed").asLong(),
                LearningRate.Shape.valueOf(json.path("schedule").asText().toUpperCase(Locale.ROOT)),
                json.path("warmupSteps").asLong(-1),
                adam);
    }
}
