package org.palimpsest.traps.timestamp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * An authority that answers over HTTP, as RFC 3161, section 3.4 says.
 *
 * @param address where requests go, {@code http} or {@code https}
 * @param timeout how long to wait for an answer
 */
public record TimeStampAuthority(URI address, Duration timeout) {
    private static final int OK = 200;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the address is not one of HTTP
     */
    public TimeStampAuthority {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException(
                    "address of a time-stamp authority must begin with http: or https:, got " + address);
        }
    }

    /**
     * Sends a request.
     *
     * @param request what {@link TimeStamp#request} gives
     * @return the reply, not checked
     * @throws IOException if nobody answers in time, or with another status than 200
     */
    public byte[] ask(byte[] request) throws IOException {
        HttpRequest post = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/timestamp-query")
                .header("Accept", "application/timestamp-reply")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        try {
            HttpResponse<byte[]> response = HttpClient.newBuilder()
                    .connectTimeout(timeout)
                    .build()
                    .send(post, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                throw new IOException(address + ": expected a reply with status 200, found " + response.statusCode()
                        + "; check the address, or ask another authority");
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException(address + ": interrupted while waiting");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
