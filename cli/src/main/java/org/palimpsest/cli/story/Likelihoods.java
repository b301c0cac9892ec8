package org.palimpsest.cli.story;

import java.util.EnumMap;
import java.util.Map;
import org.palimpsest.inference.engine.EngineFailure;

/** Mean log-likelihood of every document under every model, in nats a token, by position in Alice's training. */
public final class Likelihoods {
    private final Map<Role, double[]> nats = new EnumMap<>(Role.class);

    /** Keeps a model's numbers; a model that diverged must never look like evidence. */
    void put(Role role, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new EngineFailure(role.label() + "'s model gave document " + i + " a log-likelihood of "
                        + values[i] + ": it diverged; begin anew with --force and another seed");
            }
        }
        nats.put(role, values.clone());
    }

    /**
     * The numbers of one model.
     *
     * @param role whose
     * @return one a document
     * @throws IllegalStateException if the model was not asked
     */
    public double[] of(Role role) {
        double[] values = nats.get(role);
        if (values == null) {
            throw new IllegalStateException(role.label() + " was not asked");
        }
        return values.clone();
    }

    /**
     * How many documents were scored.
     *
     * @return the number of positions
     */
    public int size() {
        return of(Role.ALICE).length;
    }
}
