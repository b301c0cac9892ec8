package org.palimpsest.cli.story;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.inference.engine.LlamaConfig;

/**
 * Sizes of the story. What was tried before these were chosen stands in {@code docs/experiments/demo.md}.
 *
 * @param documents passages that Alice, Carol and the reference train on
 * @param otherDocuments passages that Bob fine-tunes on; Alice never used them
 * @param passageWords words a passage, about
 * @param vocabularySize entries of the byte-pair encoding
 * @param hiddenSize width of the model
 * @param intermediateSize width of its feed-forward
 * @param layers blocks of the model
 * @param heads attention heads
 * @param maxPositions longest sequence, in tokens
 * @param batchSize sequences a training step
 * @param learningRate of Adam, constant
 * @param fineTuneRate of Adam while Bob fine-tunes, constant
 * @param doses numbers of copies of a ghost sentence
 * @param ghostsPerDose ghost sentences that get each number of copies
 * @param ghostWords words a ghost sentence
 * @param controls unpublished controls a ghost sentence
 * @param permutations permutations of the order
 * @param alpha level of every verdict
 */
public record StoryPlan(
        int documents,
        int otherDocuments,
        int passageWords,
        int vocabularySize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int maxPositions,
        int batchSize,
        double learningRate,
        double fineTuneRate,
        List<Integer> doses,
        int ghostsPerDose,
        int ghostWords,
        int controls,
        int permutations,
        double alpha) {
    /** Copies the doses. */
    public StoryPlan {
        doses = List.copyOf(doses);
        if (copies(doses, ghostsPerDose) > documents) {
            throw new IllegalArgumentException("documents must be at least the " + copies(doses, ghostsPerDose)
                    + " copies of the ghost sentences, got " + documents);
        }
    }

    /**
     * The story as it is told: under two minutes on two cores.
     *
     * @return the plan
     */
    public static StoryPlan standard() {
        return new StoryPlan(
                3_000,
                1_000,
                40,
                4_096,
                128,
                256,
                3,
                4,
                88,
                8,
                1.5e-3,
                5e-4,
                List.of(1, 2, 4, 8, 16, 32),
                4,
                5,
                99,
                9_999,
                0.01);
    }

    /**
     * All steps at a size that shows nothing: to try the machinery in seconds.
     *
     * @return the plan
     */
    public static StoryPlan tiny() {
        return new StoryPlan(160, 40, 40, 600, 32, 48, 2, 2, 160, 8, 1.5e-3, 5e-4, List.of(1, 8), 2, 5, 19, 999, 0.01);
    }

    private static int copies(List<Integer> doses, int each) {
        return each * doses.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Number of ghost sentences.
     *
     * @return doses times ghosts a dose
     */
    public int ghosts() {
        return doses.size() * ghostsPerDose;
    }

    /**
     * Copies of the ghost with a number.
     *
     * @param ghost from 0
     * @return one of the doses
     */
    public int dose(int ghost) {
        return doses.get(ghost / ghostsPerDose);
    }

    /**
     * The shape of every model.
     *
     * @param vocabulary width of the embedding
     * @return a Llama layout with tied embeddings
     */
    public LlamaConfig model(int vocabulary) {
        return new LlamaConfig(
                vocabulary, hiddenSize, intermediateSize, layers, heads, heads, maxPositions, 10_000, 1e-5, true, 0);
    }

    /**
     * The plan for manifests.
     *
     * @return option to value
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("documents", documents);
        map.put("otherDocuments", otherDocuments);
        map.put("passageWords", passageWords);
        map.put("vocabularySize", vocabularySize);
        map.put("hiddenSize", hiddenSize);
        map.put("intermediateSize", intermediateSize);
        map.put("layers", layers);
        map.put("heads", heads);
        map.put("maxPositions", maxPositions);
        map.put("batchSize", batchSize);
        map.put("learningRate", learningRate);
        map.put("fineTuneRate", fineTuneRate);
        map.put("doses", doses);
        map.put("ghostsPerDose", ghostsPerDose);
        map.put("ghostWords", ghostWords);
        map.put("controls", controls);
        map.put("permutations", permutations);
        map.put("alpha", alpha);
        return map;
    }
}
