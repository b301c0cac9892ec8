package org.palimpsest.traps.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the authority of openssl, on loopback. */
class TimeStampTest {
    @TempDir
    Path folder;

    private Path commitment = Path.of(".");

    @BeforeEach
    void authority() throws Exception {
        assumeTrue(new OpenSsl(folder).works(), "openssl is not installed: time-stamps are not tested here");
        commitment = Files.writeString(folder.resolve("commitment.json"), "{\"root\":\"00\"}\n");
        new OpenSsl(folder).makeAuthority();
    }

    @Test
    void anAuthorityOverHttpStampsAndItsStampIsChecked() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] reply = new OpenSsl(folder).reply(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.createContext("/no", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
            byte[] request = TimeStamp.request(commitment);
            byte[] reply = new TimeStampAuthority(address, Duration.ofSeconds(30)).ask(request);
            List<X509Certificate> trusted = TimeStamp.certificates(folder.resolve("ca.pem"));
            TimeStamp stamp = TimeStamp.verify(commitment, "r.tsr", reply, request, trusted);
            assertThat(stamp.chain()).isEqualTo(ChainCheck.TRUSTED);
            assertThat(stamp.authority()).contains("CN=Test TSA");
            assertThat(stamp.time())
                    .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(5));
            assertThat(TimeStamp.verify(commitment, "r.tsr", reply, null, List.of())
                            .chain())
                    .isEqualTo(ChainCheck.UNCHECKED);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () -> new TimeStampAuthority(address.resolve("/no"), Duration.ofSeconds(30)).ask(request))
                    .withMessageContaining("expected a reply with status 200, found 503");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void otherFilesRequestsAndAuthoritiesAreRefused() throws Exception {
        byte[] request = TimeStamp.request(commitment);
        byte[] reply = new OpenSsl(folder).reply(request);
        Path other = Files.writeString(folder.resolve("other.json"), "{}\n");
        refused(other, reply, request, List.of(), "expected a time-stamp of " + other);
        refused(commitment, reply, TimeStamp.request(commitment), List.of(), "expected the reply to the request");
        byte[] refusal = new OpenSsl(folder).reply(new byte[] {1, 2, 3});
        refused(commitment, refusal, request, List.of(), "expected a time-stamp that was granted, found status 2");
        new OpenSsl(folder).makeAuthority();
        refused(
                commitment,
                reply,
                request,
                TimeStamp.certificates(folder.resolve("ca.pem")),
                "expected a certificate that a trusted one vouches for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeStampAuthority(URI.create("ftp://x"), Duration.ofSeconds(1)))
                .withMessageContaining("must begin with http: or https:, got ftp://x");
    }

    @Test
    void aFlippedBitOrACutNeverGivesAnotherStamp() throws Exception {
        byte[] request = TimeStamp.request(commitment);
        byte[] reply = new OpenSsl(folder).reply(request);
        List<X509Certificate> trusted = TimeStamp.certificates(folder.resolve("ca.pem"));
        TimeStamp stamp = TimeStamp.verify(commitment, "r.tsr", reply, request, trusted);
        int same = 0;
        for (int i = 0; i < reply.length; i++) {
            byte[] changed = reply.clone();
            changed[i] ^= (byte) (1 << i % 8);
            try {
                assertThat(TimeStamp.verify(commitment, "r.tsr", changed, request, trusted))
                        .as("byte %d", i)
                        .isEqualTo(stamp);
                same++;
            } catch (CorruptTimeStampException e) {
                assertThat(e).hasMessageContaining("r.tsr: expected ");
            }
            refused(commitment, Arrays.copyOf(reply, i), request, trusted, "r.tsr: expected ");
        }
        assertThat(same).as("bytes that no signature covers").isLessThan(reply.length / 10);
    }

    private static void refused(
            Path file, byte[] reply, byte[] request, List<X509Certificate> trusted, String message) {
        assertThatExceptionOfType(CorruptTimeStampException.class)
                .isThrownBy(() -> TimeStamp.verify(file, "r.tsr", reply, request, trusted))
                .withMessageContaining(message);
    }
}
