package org.palimpsest.inference.endpoint;

import java.util.Map;
import java.util.Optional;

/**
 * The secret that an endpoint asks for. It goes into the {@code Authorization} header and nowhere else: {@link
 * #toString} hides it, and what a server answers is cleared of it before it is shown.
 */
public final class ApiKey {
    /** The environment variable that holds the key. */
    public static final String VARIABLE = "PALIMPSEST_API_KEY";

    private static final String HIDDEN = "[key]";

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * A key.
     *
     * @param secret printable ASCII without spaces, not empty
     * @return the key
     * @throws IllegalArgumentException if it holds something else, as it does where a line break was copied with it; the message does not show it
     */
    public static ApiKey of(String secret) {
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a key must be printable ASCII without spaces, got "
                    + (secret.isEmpty() ? "an empty one" : secret.length() + " characters of which some are not"));
        }
        return new ApiKey(secret);
    }

    /** Returns no key, for endpoints that ask for none. */
    public static ApiKey none() {
        return new ApiKey("");
    }

    /**
     * The key of the environment.
     *
     * @param environment the variables
     * @return the key in {@value #VARIABLE}, or none where that is absent or empty
     * @throws IllegalArgumentException as {@link #of} says
     */
    public static ApiKey fromEnvironment(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "");
        return value.isEmpty() ? none() : of(value);
    }

    Optional<String> authorization() {
        return secret.isEmpty() ? Optional.empty() : Optional.of("Bearer " + secret);
    }

    /** A text without the key, which a server may have repeated in it. */
    String redact(String text) {
        return secret.isEmpty() ? text : text.replace(secret, HIDDEN);
    }

    /** Returns that there is a key or none, never the key. */
    @Override
    public String toString() {
        return secret.isEmpty() ? "ApiKey[none]" : "ApiKey[hidden]";
    }
}
