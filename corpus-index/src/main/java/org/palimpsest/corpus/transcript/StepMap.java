package org.palimpsest.corpus.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When each document was trained on: the step, in the trainer's order, which is not the order of the corpus files.
 * Memory: about 100 bytes a document.
 */
public final class StepMap {
    private final Map<String, Long> steps;

    private StepMap(Map<String, Long> steps) {
        this.steps = steps;
    }

    /**
     * The positions of a transcript.
     *
     * @param transcript the training order
     * @return for each document the step, or the position where no step is known; the first one where it came more than
     *     once
     */
    public static StepMap of(Transcript transcript) {
        return of(transcript, Exposure.FIRST);
    }

    /**
     * The positions of a transcript of several epochs.
     *
     * @param transcript the training order
     * @param exposure which time counts
     * @return for each document the step, or the position where no step is known
     */
    public static StepMap of(Transcript transcript, Exposure exposure) {
        Map<String, Long> steps = new HashMap<>();
        Map<String, Long> times = new HashMap<>();
        for (Transcript.Entry entry : transcript.entries()) {
            Long step = entry.step();
            long place = step == null ? entry.position() : step;
            switch (exposure) {
                case FIRST -> steps.merge(entry.documentId(), place, Math::min);
                case LAST -> steps.merge(entry.documentId(), place, Math::max);
                case MEAN -> {
                    steps.merge(entry.documentId(), place, Math::addExact);
                    times.merge(entry.documentId(), 1L, Math::addExact);
                }
            }
        }
        times.forEach((id, count) -> steps.computeIfPresent(id, (same, sum) -> sum / count));
        return new StepMap(steps);
    }

    /**
     * When a document was trained on.
     *
     * @param documentId its id
     * @return the step; nothing if the transcript does not have it
     */
    public OptionalLong step(String documentId) {
        Long step = steps.get(documentId);
        return step == null ? OptionalLong.empty() : OptionalLong.of(step);
    }

    /**
     * How many documents have a step.
     *
     * @return a number of documents
     */
    public int size() {
        return steps.size();
    }
}
