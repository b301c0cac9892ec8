package org.palimpsest.traps.generation;

/**
 * Log-probability of a value after its prompt, without and with the fact in the context.
 *
 * @param attribute name of the attribute
 * @param withoutNats log-probability where nothing stands before the prompt
 * @param withNats log-probability where the statement stands before the prompt
 */
public record PrimingEffect(String attribute, double withoutNats, double withNats) {
    /**
     * What the context adds.
     *
     * @return difference in nats; positive where the fact in the context makes the value likelier
     */
    public double gainNats() {
        return withNats - withoutNats;
    }
}
