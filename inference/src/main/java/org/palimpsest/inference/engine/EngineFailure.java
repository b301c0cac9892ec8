package org.palimpsest.inference.engine;

/** The engine failed at run time: it did not start, ran out of memory, or a model diverged to non-finite numbers. */
public final class EngineFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure with its cause.
     *
     * @param message what failed, where, and what to do
     * @param cause what the engine said
     */
    public EngineFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A failure that this package found by itself.
     *
     * @param message what failed, where, and what to do
     */
    public EngineFailure(String message) {
        super(message);
    }
}
