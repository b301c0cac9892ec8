package org.palimpsest.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.registry.Ledger;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.timestamp.ChainCheck;
import org.palimpsest.traps.timestamp.TimeStamp;
import org.palimpsest.traps.timestamp.TimeStampAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gets a time-stamp of a commitment. */
@Command(
        name = "timestamp",
        sortOptions = false,
        description = {
            "Gets a time-stamp (RFC 3161) of DIR/commitment.json: writes DIR/commitment.tsq, and the checked reply as"
                    + " DIR/commitment.tsr. Only the SHA-256 of the commitment leaves this machine.",
            "Without --tsa only the request is written, for you to send; --reply takes the answer. For OpenTimestamps give"
                    + " DIR/commitment.json to ots stamp."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest traps timestamp --registry registry --tsa https://tsa.example --ca ca.pem"
        })
final class TrapsTimestampCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--registry", paramLabel = "DIR", description = "The registry. Required.")
    private @Nullable Path folder;

    @Option(names = "--tsa", paramLabel = "URL", description = "Time-stamp authority to ask.")
    private @Nullable String authority;

    @Option(names = "--reply", paramLabel = "FILE", description = "Its reply to DIR/commitment.tsq, got otherwise.")
    private @Nullable Path reply;

    @Option(names = "--ca", paramLabel = "FILE", description = "Trusted certificates, PEM; default: not checked.")
    private @Nullable Path trusted;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "The owner's ledger; default: ledger.jsonl beside the registry.")
    private @Nullable Path ledger;

    @Override
    public Integer call() throws IOException {
        Path path = common.require(folder, "--registry");
        TimeStampAuthority tsa = authority();
        common.checkOutput();
        Path commitment = path.resolve("commitment.json");
        Path query = path.resolve("commitment.tsq");
        Path stamped = path.resolve("commitment.tsr");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("sha256", Fingerprint.sha256(commitment));
        if (tsa == null && reply == null) {
            common.refuseExisting(query);
            AtomicOutput.write(query, TimeStamp.request(commitment));
            common.emit(
                    result,
                    common.manifest(),
                    query + " is the request; send it, and give the answer with --reply" + System.lineSeparator());
            return ExitCode.OK.code();
        }
        common.refuseExisting(stamped);
        byte[] request = tsa == null && Files.exists(query) ? Files.readAllBytes(query) : TimeStamp.request(commitment);
        byte[] answer = tsa == null ? Files.readAllBytes(common.require(reply, "--reply")) : tsa.ask(request);
        List<X509Certificate> anchors = trusted == null ? List.of() : TimeStamp.certificates(trusted);
        TimeStamp stamp = TimeStamp.verify(
                commitment,
                tsa == null ? String.valueOf(reply) : String.valueOf(authority),
                answer,
                tsa == null && !Files.exists(query) ? null : request,
                anchors);
        if (tsa != null) {
            AtomicOutput.write(query, request);
        }
        AtomicOutput.write(stamped, answer);
        record(path, commitment, stamp, answer);
        if (stamp.chain() == ChainCheck.UNCHECKED) {
            common.say("the authority's certificate was not checked against trusted ones; give --ca");
        }
        result.put("time", stamp.time().toString());
        result.put("authority", stamp.authority());
        result.put("chain", stamp.chain().name().toLowerCase(Locale.ROOT));
        common.emit(
                result,
                common.manifest(),
                "time-stamp of " + commitment + ": " + stamp.time() + " by " + stamp.authority()
                        + System.lineSeparator());
        return ExitCode.OK.code();
    }

    private void record(Path path, Path commitment, TimeStamp stamp, byte[] answer) throws IOException {
        Path file = ledger == null ? Ledger.beside(path) : ledger;
        String root =
                new ObjectMapper().readTree(commitment.toFile()).path("root").asText();
        if (ledger != null || Ledger.read(file).roots().contains(root)) {
            Ledger.append(
                    file,
                    Clock.systemUTC(),
                    LedgerEvent.TIMESTAMP,
                    root,
                    Map.of("time", stamp.time().toString(), "sha256", Fingerprint.sha256(answer)));
        }
    }

    private @Nullable TimeStampAuthority authority() {
        if (authority != null && reply != null) {
            throw common.usage("give --tsa or --reply, not both");
        }
        try {
            return authority == null ? null : new TimeStampAuthority(URI.create(authority), TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw common.usage("--tsa: " + e.getMessage());
        }
    }
}
