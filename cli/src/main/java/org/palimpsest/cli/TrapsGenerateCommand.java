package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Passphrase;
import org.palimpsest.traps.registry.PublishedBy;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws traps with unpublished controls and seals them in a registry. */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Draws traps, each with unpublished controls from the same generator, and seals them in a registry.",
            "DIR/registry.jsonl is secret, DIR/traps.jsonl is what to publish, DIR/commitment.json holds the root to"
                    + " time-stamp before publication.",
            "With --seed the registry is for practice: reproducible, never sealed."
        },
        footer = {"", "Example:", "  palimpsest traps generate --family ghost --count 20 --controls 99 --out registry"})
final class TrapsGenerateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Option(
            names = "--family",
            defaultValue = GhostSentenceFamily.NAME,
            description = "Family of marks: ghost. Default: ${DEFAULT-VALUE}.")
    private String family = GhostSentenceFamily.NAME;

    @Option(names = "--count", paramLabel = "N", description = "Number of traps. Required.")
    private @Nullable Integer count;

    @Option(
            names = "--controls",
            paramLabel = "K",
            defaultValue = "99",
            description = "Unpublished controls a trap. Default: ${DEFAULT-VALUE}.")
    private int controls = 99;

    @Option(names = "--words", paramLabel = "N", description = "Words of a ghost sentence.")
    private @Nullable Integer words;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Text before every ghost sentence.")
    private @Nullable String prefix;

    @Option(
            names = "--write-controls",
            fallbackValue = "true",
            description = "List the controls in DIR/controls.jsonl (secret).")
    private boolean writeControls;

    @Option(
            names = "--beacon",
            paramLabel = "WHEN",
            description =
                    "later: a public value chooses what is published, once the commitment is fixed; see traps publish.")
    private @Nullable String beacon;

    @Override
    public Integer call() throws IOException {
        int number = common.require(count, "--count");
        Path folder = common.require(common.out, "--out");
        RegistryOptions options = options(number);
        common.checkOutput();
        Passphrase passphrase = access.passphrase();
        if (beacon != null && !beacon.equals("later")) {
            throw common.usage("--beacon must be later, got " + beacon);
        }
        if (beacon != null && writeControls) {
            throw common.usage("--write-controls has to wait for the publication: before it nobody knows the controls");
        }
        MasterKey key = common.seed == null ? MasterKey.draw() : MasterKey.practice(common.seed);
        TrapRegistry registry = TrapRegistry.generate(options, key);
        AtomicOutput.directory(
                folder,
                common.force ? Existing.REPLACE : Existing.REFUSE,
                inside -> registry.write(inside, writeControls ? ControlsFile.WRITE : ControlsFile.OMIT, passphrase));
        access.record(folder, registry, LedgerEvent.GENERATE, Map.of("count", Integer.toString(number)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("root", registry.root());
        result.put("count", number);
        result.put("controls", controls);
        result.put("sealed", registry.sealed());
        result.put("publishedBy", options.publishedBy().label());
        result.put("entropyBits", options.source().entropyBits());
        common.emitBeside(
                result,
                common.manifest(),
                String.format(
                        Locale.ROOT,
                        "%,d traps with %,d controls each (%.0f bits each) in %s%nroot %s%n%s%n",
                        number,
                        controls,
                        options.source().entropyBits(),
                        folder,
                        registry.root(),
                        registry.sealed()
                                ? sealed(options)
                                : "practice registry (--seed): never sealed, never evidence"));
        return ExitCode.OK.code();
    }

    private static String sealed(RegistryOptions options) {
        return options.publishedBy() == PublishedBy.KEY
                ? "sealed, the key has chosen: time-stamp commitment.json before you publish traps.jsonl"
                : "sealed, nothing chosen: time-stamp commitment.json, then traps publish with a later beacon";
    }

    private RegistryOptions options(int number) {
        if (!family.equals(GhostSentenceFamily.NAME)) {
            throw common.usage("--family must be ghost, got " + family);
        }
        try {
            GhostSentenceFamily ghosts = GhostSentenceFamily.withDefaults();
            ghosts = words == null ? ghosts : ghosts.withWords(words);
            ghosts = prefix == null ? ghosts : ghosts.withPrefix(prefix);
            return RegistryOptions.defaults()
                    .withFamily(ghosts)
                    .withPublishedBy(beacon == null ? PublishedBy.KEY : PublishedBy.BEACON)
                    .withCount(number)
                    .withControls(controls);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }
}
