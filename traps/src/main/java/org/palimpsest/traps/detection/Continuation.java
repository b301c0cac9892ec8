package org.palimpsest.traps.detection;

import java.util.List;

/** A model that goes on writing, greedily or by any other rule that was fixed beforehand. */
@FunctionalInterface
public interface Continuation {
    /**
     * Continues prompts.
     *
     * @param prompts texts to continue; none ends in white space
     * @param words how many words are looked at; more may be returned
     * @return one continuation a prompt, without the prompt
     */
    List<String> complete(List<String> prompts, int words);
}
