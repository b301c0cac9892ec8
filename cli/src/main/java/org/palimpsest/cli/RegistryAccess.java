package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.registry.BurnList;
import org.palimpsest.traps.registry.Ledger;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.Passphrase;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Option;

/** The options of commands that read a registry, and its ledger. */
final class RegistryAccess {
    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Passphrase of registry.enc, first line.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "The owner's ledger; default: ledger.jsonl beside the registry.")
    private @Nullable Path ledger;

    /** The registry with all of it checked. */
    TrapRegistry read(Path folder) throws IOException {
        return TrapRegistry.read(folder, passphrase());
    }

    /** The registry with its published texts checked. */
    TrapRegistry open(Path folder) throws IOException {
        return TrapRegistry.open(folder, passphrase());
    }

    @Nullable
    Passphrase passphrase() throws IOException {
        return passphraseFile == null ? null : Passphrase.read(passphraseFile);
    }

    Path ledger(Path folder) {
        return ledger == null ? Ledger.beside(folder) : ledger;
    }

    /**
     * Writes a line, unless the registry is practice and no ledger was named; a test begins no ledger, since the demo and
     * programs make registries without one.
     */
    void record(Path folder, TrapRegistry registry, LedgerEvent event, Map<String, String> details) throws IOException {
        if (recorded(registry) && (event != LedgerEvent.TEST || ledger != null || Files.exists(ledger(folder)))) {
            Ledger.append(ledger(folder), Clock.systemUTC(), event, registry.root(), details);
        }
    }

    /** Whether what happens to a registry is recorded. */
    boolean recorded(TrapRegistry registry) {
        return ledger != null || registry.sealed();
    }

    BurnList burned(Path folder, TrapRegistry registry) throws IOException {
        return BurnList.of(Ledger.read(ledger(folder)), registry.root());
    }
}
