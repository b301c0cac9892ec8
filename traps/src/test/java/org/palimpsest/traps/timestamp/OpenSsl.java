package org.palimpsest.traps.timestamp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A time-stamp authority made of Debian's openssl, in a folder. */
record OpenSsl(Path folder) {
    boolean works() {
        try {
            run("version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void makeAuthority() throws IOException {
        Files.writeString(folder.resolve("tsa.cnf"), """
                [tsa]
                serial=serial
                crypto_device=builtin
                signer_digest=sha256
                default_policy=1.2.3.4.1
                digests=sha256
                accuracy=secs:1
                ordering=no
                tsa_name=no
                ess_cert_id_chain=no
                ess_cert_id_alg=sha256
                """);
        Files.writeString(folder.resolve("ext.cnf"), """
                basicConstraints=CA:FALSE
                keyUsage=critical,digitalSignature
                extendedKeyUsage=critical,timeStamping
                """);
        Files.writeString(folder.resolve("serial"), "01\n");
        run(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=Test CA",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem");
        run(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=Test TSA",
                "-keyout",
                "tsa.key",
                "-out",
                "tsa.csr");
        run(
                "x509",
                "-req",
                "-in",
                "tsa.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-set_serial",
                "7",
                "-days",
                "20",
                "-extfile",
                "ext.cnf",
                "-out",
                "tsa.pem");
    }

    byte[] reply(byte[] request) throws IOException {
        Files.write(folder.resolve("q.tsq"), request);
        run(
                "ts",
                "-reply",
                "-config",
                "tsa.cnf",
                "-section",
                "tsa",
                "-queryfile",
                "q.tsq",
                "-signer",
                "tsa.pem",
                "-inkey",
                "tsa.key",
                "-out",
                "r.tsr");
        return Files.readAllBytes(folder.resolve("r.tsr"));
    }

    private void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        byte[] said = process.getInputStream().readAllBytes();
        try {
            int code = process.waitFor();
            if (code != 0 && !arguments[0].equals("ts")) {
                throw new IOException(
                        "openssl " + String.join(" ", arguments) + ": " + new String(said, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
