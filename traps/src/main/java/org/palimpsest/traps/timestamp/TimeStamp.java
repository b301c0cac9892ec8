package org.palimpsest.traps.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * What a checked time-stamp says: an authority signed, at a time, the SHA-256 of a file.
 *
 * @param time when, by the authority's clock
 * @param authority subject of the certificate that signed
 * @param serial number of the time-stamp at the authority
 * @param chain what is known of that certificate
 */
public record TimeStamp(Instant time, String authority, BigInteger serial, ChainCheck chain) {
    private static final int NONCE_BITS = 64;

    /**
     * A request for a file, with a fresh nonce, which asks for the authority's certificate.
     *
     * @param file the file, whose SHA-256 alone is sent
     * @return the request in DER, what {@code openssl ts -query} writes
     * @throws IOException if the file cannot be read
     */
    public static byte[] request(Path file) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] imprint = HexFormat.of().parseHex(Fingerprint.sha256(file));
        return generator
                .generate(TSPAlgorithms.SHA256, imprint, new BigInteger(NONCE_BITS, new SecureRandom()))
                .getEncoded();
    }

    /**
     * Checks a reply: granted; of this file; in answer to this request; signed by the certificate it carries, which was valid
     * then, is for time-stamping only, and, where trusted ones are given, is vouched for by one of them.
     *
     * @param file the file that was stamped
     * @param name how messages call the reply
     * @param reply the reply in DER
     * @param request the request; null if it is not at hand
     * @param trusted certificates that are trusted; empty to leave the authority unchecked
     * @return what it says
     * @throws CorruptTimeStampException if any of that does not hold
     * @throws IOException if the file cannot be read
     */
    public static TimeStamp verify(
            Path file, String name, byte[] reply, byte @Nullable [] request, List<X509Certificate> trusted)
            throws IOException {
        TimeStampToken token = token(name, reply, request);
        byte[] imprint = HexFormat.of().parseHex(Fingerprint.sha256(file));
        byte[] stamped = token.getTimeStampInfo().getMessageImprintDigest();
        if (!token.getTimeStampInfo().getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
                || !MessageDigest.isEqual(imprint, stamped)) {
            throw new CorruptTimeStampException(
                    name,
                    "a time-stamp of " + file + ", SHA-256 " + HexFormat.of().formatHex(imprint),
                    "one of " + HexFormat.of().formatHex(stamped));
        }
        X509Certificate signer = TokenSigner.verified(name, token);
        Instant time = token.getTimeStampInfo().getGenTime().toInstant();
        return new TimeStamp(
                time,
                signer.getSubjectX500Principal().getName(),
                token.getTimeStampInfo().getSerialNumber(),
                TokenSigner.chain(name, token, signer, time, trusted));
    }

    private static TimeStampToken token(String name, byte[] reply, byte @Nullable [] request) throws IOException {
        try {
            ASN1Primitive.fromByteArray(reply);
            TimeStampResponse response = new TimeStampResponse(reply);
            TimeStampToken token = response.getTimeStampToken();
            if (token == null
                    || (response.getStatus() != PKIStatus.GRANTED
                            && response.getStatus() != PKIStatus.GRANTED_WITH_MODS)) {
                throw new CorruptTimeStampException(
                        name,
                        "a time-stamp that was granted",
                        "status " + response.getStatus() + " " + response.getStatusString());
            }
            if (request != null) {
                response.validate(new TimeStampRequest(request));
            }
            return token;
        } catch (CorruptTimeStampException e) {
            throw e;
        } catch (TSPException e) {
            throw new CorruptTimeStampException(name, "the reply to the request", String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            // the parser answers damaged DER with unchecked exceptions of many kinds
            throw new CorruptTimeStampException(
                    name, "a reply in DER as RFC 3161 defines it", "bytes that are none: " + e.getMessage());
        }
    }

    /**
     * Reads trusted certificates.
     *
     * @param file one certificate or more, PEM or DER
     * @return the certificates
     * @throws CorruptTimeStampException if there are none
     * @throws IOException if the file cannot be read
     */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        return TokenSigner.certificates(file.toString(), Files.readAllBytes(file));
    }
}
