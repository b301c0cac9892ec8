package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From commitment by beacon, publication and opening to burning, with an encrypted registry and its ledger. */
class TrapsSealCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void aSealedRegistryGoesItsWayAndTheLedgerKnows() throws IOException {
        Path registry = folder.resolve("registry");
        Path words = Files.writeString(folder.resolve("words"), "correct horse battery staple\n");
        Object[] secret = {"--registry", registry, "--passphrase-file", words};
        Run.of(
                        "traps",
                        "generate",
                        "--count",
                        3,
                        "--controls",
                        4,
                        "--out",
                        registry,
                        "--beacon",
                        "later",
                        "--passphrase-file",
                        words)
                .done();
        assertThat(registry.toFile().list()).containsExactlyInAnyOrder("registry.enc", "commitment.json");
        assertThat(Run.of("traps", "timestamp", "--registry", registry).done().out())
                .contains("commitment.tsq is the request");
        Run.of(with(secret, "traps", "publish", "--beacon", "8f14e45fceea167a5a36dedd4bea2543", "-q"))
                .done();
        assertThat(Files.readAllLines(registry.resolve("traps.jsonl"))).hasSize(3);
        Run.of(with(secret, "traps", "publish", "--beacon", "00000000000000000000000000000000", "-q"))
                .failed(ExitCode.BAD_INPUT, "the registry is published already");
        Path opening = folder.resolve("opening.json");
        Run.of(with(secret, "traps", "open", "--trap", "trap-000001", "--out", opening))
                .done();
        Path commitment = registry.resolve("commitment.json");
        Run.of("traps", "verify", "--opening", opening, "--commitment", commitment)
                .done();
        Run.of(with(secret, "traps", "burn", "--trap", "trap-000002")).done();
        assertThat(Run.of(with(secret, "traps", "burn")).done().out())
                .isEqualTo("2 of 3 traps are burned: trap-000001, trap-000002" + System.lineSeparator());
        Run whole = Run.of(with(secret, "traps", "verify", "--json")).done();
        assertThat(whole.result().path("ledgerEntries").asInt()).isEqualTo(4);
        assertThat(whole.result().path("publishedBy").asText()).isEqualTo("beacon");
        Run.of("traps", "verify", "--registry", registry)
                .failed(ExitCode.BAD_INPUT, registry.resolve("registry.enc") + ": is encrypted");
        Path ledger = folder.resolve("ledger.jsonl");
        Files.writeString(ledger, Files.readString(ledger).replace("trap-000002", "trap-000000"));
        Run.of(with(secret, "traps", "verify"))
                .failed(ExitCode.BAD_INPUT, ledger + ", line 4: expected a line with the hash");
    }

    @Test
    void placementsAreComparedWithTheCorpus() throws IOException {
        Path traps = Files.writeString(
                folder.resolve("t.jsonl"), "{\"id\":\"a\",\"family\":\"ghost\",\"text\":\"one two\"}\n");
        Path rows = Files.writeString(
                folder.resolve("p.jsonl"), "{\"document\":\"d\",\"trap\":\"a\",\"offset\":2,\"copy\":1}\n");
        Path corpus = Files.writeString(folder.resolve("c.jsonl"), "{\"id\":\"d\",\"text\":\"0 one two\"}\n");
        Object[] command = {"traps", "verify", "--traps", traps, "--placements", rows, "--corpus", corpus};
        assertThat(Run.of(command).done().out()).contains("1 of 1 copies in place");
        Files.writeString(corpus, "{\"id\":\"d\",\"text\":\"10 one two\"}\n");
        Run.of(command)
                .failed(
                        ExitCode.BAD_INPUT,
                        rows + ": expected every copy in its place, found 0 of 1 copies in place, 0 missing, 1 moved");
    }

    @Test
    void whatLacksItsCompanyIsUsage() {
        Run.of("traps", "verify", "--opening", "x")
                .refused(ExitCode.USAGE, "missing option --commitment (see palimpsest traps verify --help)");
        Run.of("traps", "verify", "--placements", "x")
                .refused(ExitCode.USAGE, "missing option --corpus (see palimpsest traps verify --help)");
        Run.of("traps", "generate", "--count", 1, "--out", folder.resolve("r"), "--beacon", "now")
                .failed(ExitCode.USAGE, "--beacon must be later, got now");
        Run.of("traps", "publish", "--registry", "r", "--beacon", "7")
                .failed(ExitCode.USAGE, "--beacon: a beacon's value must have 16 characters or more");
        Run.of("traps", "timestamp", "--registry", "r", "--tsa", "ftp://x")
                .failed(ExitCode.USAGE, "--tsa: address of a time-stamp authority must begin with http");
    }

    private static Object[] with(Object[] more, Object... words) {
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }
}
