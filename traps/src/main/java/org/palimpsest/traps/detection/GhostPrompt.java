package org.palimpsest.traps.detection;

import java.util.List;

/**
 * A published ghost and the contexts in which the model is asked to complete it. Every context is one guess at the same
 * secret.
 *
 * @param trap the trap's id
 * @param text the published text; its last words are the secret
 * @param contexts texts to put before the ghost, one or more, all different; the empty string asks for the ghost alone
 */
public record GhostPrompt(String trap, String text, List<String> contexts) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no context, one occurs twice, or one holds the ghost
     */
    public GhostPrompt {
        contexts = List.copyOf(contexts);
        if (contexts.isEmpty()) {
            throw new IllegalArgumentException("trap " + trap + " must have 1 context or more, got 0");
        }
        if (contexts.stream().distinct().count() != contexts.size()) {
            throw new IllegalArgumentException("contexts of trap " + trap + " must differ, got " + contexts.size()
                    + " of which " + contexts.stream().distinct().count() + " differ");
        }
        for (String context : contexts) {
            if (spaced(context).contains(spaced(text))) {
                throw new IllegalArgumentException("context " + contexts.indexOf(context) + " of trap " + trap
                        + " must not hold the ghost itself");
            }
        }
    }

    /**
     * A ghost that is asked for without context.
     *
     * @param trap the trap's id
     * @param text the published text
     * @return the prompt
     */
    public static GhostPrompt of(String trap, String text) {
        return new GhostPrompt(trap, text, List.of(""));
    }

    /**
     * Words of the ghost.
     *
     * @return the text split at white space
     */
    List<String> words() {
        return List.of(text.strip().split("\\s+"));
    }

    private static String spaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
