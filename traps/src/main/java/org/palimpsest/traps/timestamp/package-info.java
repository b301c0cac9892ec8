/**
 * Time-stamps of RFC 3161: an authority signs that it saw the hash of a commitment at a time, so nobody can say later that the
 * list was made after the fact.
 *
 * <pre>{@code
 * Path commitment = Path.of("registry/commitment.json");
 * byte[] request = TimeStamp.request(commitment);
 * byte[] reply = new TimeStampAuthority(URI.create("http://tsa.example"), Duration.ofSeconds(30)).ask(request);
 * TimeStamp stamp = TimeStamp.verify(commitment, "commitment.tsr", reply, request, trusted);
 * Instant when = stamp.time();
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.timestamp;

import org.jspecify.annotations.NullMarked;
