package org.palimpsest.inference.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint failed at run time: it could not be reached, refused, or answered what is no answer. The message names
 * endpoint, model, document, what was expected and what was found; it never holds the key.
 */
public final class EndpointFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    EndpointFailure(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Returns the HTTP status of the answer, 200 where its content is at fault; 0 where there was none. */
    public int status() {
        return status;
    }
}
