package org.palimpsest.inference.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a model: {@code openai:BASE_URL#MODEL}. The base is what OpenAI's own clients call so, with its version
 * at the end ({@code https://host/v1}); where it has no path, {@code /v1} is meant.
 *
 * @param base an http or https address without trailing slash, user, query or fragment
 * @param model the model's name at the endpoint, not empty
 */
public record EndpointReference(URI base, String model) {
    /** What a reference begins with. */
    public static final String SCHEME = "openai:";

    private static final String FORM =
            "an endpoint is openai:BASE_URL#MODEL, for example openai:http://localhost:8000/v1#pythia";

    /** Checks the address and brings it into its one form. */
    public EndpointReference {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("base must be an http or https address, got scheme \"" + scheme + "\"");
        }
        if (base.getUserInfo() != null || String.valueOf(base.getRawAuthority()).contains("@")) {
            throw new IllegalArgumentException(
                    "base must not hold a user or password; a key is taken from " + ApiKey.VARIABLE);
        }
        if (base.getHost() == null) {
            throw new IllegalArgumentException("base must name a host, got " + base);
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("base must have no query and no fragment");
        }
        if (model.isEmpty()) {
            throw new IllegalArgumentException("model must not be empty; " + FORM);
        }
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        base = URI.create(scheme + "://" + base.getRawAuthority() + (path.isEmpty() ? "/v1" : path));
    }

    /**
     * Reads a reference.
     *
     * @param reference {@code openai:BASE_URL#MODEL}
     * @return the reference
     * @throws IllegalArgumentException if it has another form
     */
    public static EndpointReference parse(String reference) {
        int hash = reference.indexOf('#');
        if (!reference.startsWith(SCHEME) || hash < 0) {
            throw new IllegalArgumentException(FORM);
        }
        return new EndpointReference(
                address(reference.substring(SCHEME.length(), hash)), reference.substring(hash + 1));
    }

    private static URI address(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(FORM + "; the address does not parse: " + e.getReason(), null);
        }
    }

    /** An address under the base. */
    URI api(String path) {
        return URI.create(base + "/" + path);
    }

    /** An address beside the base, where servers keep what is not of the API: without a version at its end. */
    URI beside(String path) {
        return URI.create(base.toString().replaceAll("/v[0-9]+$", "") + "/" + path);
    }

    /** Whether what is sent can be read on the way: plain http to another machine. */
    boolean isOpen() {
        String host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
        boolean loopback = host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
        return "http".equals(base.getScheme()) && !loopback;
    }

    /** Names endpoint, model and what it was asked for, at the head of an error. */
    String about(@Nullable String subject) {
        return "endpoint " + base + ", model " + model + (subject == null ? "" : ", " + subject) + ": ";
    }

    /** Returns the reference as it is written: {@code openai:BASE_URL#MODEL}. */
    @Override
    public String toString() {
        return SCHEME + base + "#" + model;
    }
}
