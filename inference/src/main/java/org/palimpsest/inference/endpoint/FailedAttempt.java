package org.palimpsest.inference.endpoint;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request that brought no answer, and whether another may. */
final class FailedAttempt extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final int REDIRECT = 300;
    private static final int REFUSAL = 400;
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int BROKEN = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final double MOST_SECONDS = 1e9;

    private final int status;
    private final boolean mayPass;
    private final long waitNanos;

    private FailedAttempt(String message, int status, boolean mayPass, long waitNanos, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.mayPass = mayPass;
        this.waitNanos = waitNanos;
    }

    static FailedAttempt passing(String message, int status, @Nullable Throwable cause) {
        return new FailedAttempt(message, status, true, 0, cause);
    }

    static FailedAttempt lasting(String message, int status) {
        return new FailedAttempt(message, status, false, 0, null);
    }

    /** An answer whose status is not 200. */
    static FailedAttempt of(HttpResponse<byte[]> answer, StrictJson json, Instant now) {
        int status = answer.statusCode();
        if (status >= REDIRECT && status < REFUSAL) {
            return lasting(
                    "HTTP " + status + ", a redirect" + target(answer.headers())
                            + "; redirects are not followed, because the key would go along: give that address itself",
                    status);
        }
        String said = json.complaint(answer.body());
        String hint = status == UNAUTHORISED || status == FORBIDDEN ? "; the key is taken from " + ApiKey.VARIABLE : "";
        boolean passes =
                (PASSING.contains(status) || (status >= BROKEN && status != NOT_IMPLEMENTED)) && !isForGood(said);
        return new FailedAttempt(
                "HTTP " + status + (said.isEmpty() ? "" : ": " + said) + hint,
                status,
                passes,
                passes ? retryAfterNanos(answer.headers(), now) : 0,
                null);
    }

    /** Servers give these with a status that otherwise passes: a spent budget as 429, an unknown option as 500. */
    private static boolean isForGood(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return lower.contains("insufficient_quota")
                || lower.contains("is supported")
                || lower.contains("unsupported")
                || lower.contains("not supported");
    }

    private static String target(HttpHeaders headers) {
        String location = headers.firstValue("Location").orElse("");
        try {
            URI uri = URI.create(location);
            return uri.getHost() == null ? "" : " to host " + uri.getHost();
        } catch (IllegalArgumentException e) {
            return " to an address that does not parse";
        }
    }

    private static long retryAfterNanos(HttpHeaders headers, Instant now) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.matches("[0-9]+(\\.[0-9]+)?")) {
            return (long) (1e9 * Math.min(MOST_SECONDS, Double.parseDouble(value)));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, date);
            return wait.isNegative() ? 0 : (long) (1e9 * Math.min(MOST_SECONDS, wait.toMillis() / 1e3));
        } catch (DateTimeException e) {
            return 0;
        }
    }

    int status() {
        return status;
    }

    boolean mayPass() {
        return mayPass;
    }

    /** How long the server asks to wait; 0 where it does not say. */
    long waitNanos() {
        return waitNanos;
    }
}
