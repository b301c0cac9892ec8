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
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.KeyOrigin;
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
        footer = {
            "",
            "Examples:",
            "  palimpsest traps generate --family ghost --count 20 --controls 99 --out registry",
            "  palimpsest traps generate --family copyright --model writer/ --length 100 --count 20 --out registry",
            "  palimpsest traps generate --family natural --input published.jsonl --out registry"
        })
final class TrapsGenerateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Mixin
    private FamilyOptions families = new FamilyOptions();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Number of traps. Required, but for rephrasing and natural.")
    private @Nullable Integer count;

    @Option(
            names = "--controls",
            paramLabel = "K",
            defaultValue = "99",
            description = "Unpublished controls a trap. Default: ${DEFAULT-VALUE}.")
    private int controls = 99;

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
        CandidateMaker maker = new CandidateMaker(common, families, count, controls);
        maker.check();
        Path folder = common.require(common.out, "--out");
        common.checkOutput();
        Passphrase passphrase = access.passphrase();
        if (beacon != null && !beacon.equals("later")) {
            throw common.usage("--beacon must be later, got " + beacon);
        }
        if (beacon != null && writeControls) {
            throw common.usage("--write-controls has to wait for the publication: before it nobody knows the controls");
        }
        MasterKey key = common.seed == null ? MasterKey.draw() : MasterKey.practice(common.seed);
        MadeCandidates made = maker.make(key);
        RegistryOptions options = options(made);
        TrapRegistry registry = TrapRegistry.generate(options, key);
        AtomicOutput.directory(folder, common.force ? Existing.REPLACE : Existing.REFUSE, inside -> {
            registry.write(inside, writeControls ? ControlsFile.WRITE : ControlsFile.OMIT, passphrase);
            if (!made.placements().isEmpty()) {
                PlacementFile.write(inside.resolve(PlacementFile.NAME), made.placements());
            }
        });
        access.record(folder, registry, LedgerEvent.GENERATE, Map.of("count", Integer.toString(options.count())));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("root", registry.root());
        result.put("count", options.count());
        result.put("controls", options.controls());
        result.put("sealed", registry.sealed());
        result.put("publishedBy", options.publishedBy().label());
        result.put("entropyBits", options.source().entropyBits());
        if (!made.report().isEmpty()) {
            result.put("made", made.report());
        }
        common.emitBeside(
                result,
                made.manifest(),
                String.format(
                        Locale.ROOT,
                        "%,d traps with %,d controls each (%.0f bits each) in %s%nroot %s%n%s%n",
                        options.count(),
                        options.controls(),
                        options.source().entropyBits(),
                        folder,
                        registry.root(),
                        closing(registry, key)));
        return ExitCode.OK.code();
    }

    private static String closing(TrapRegistry registry, MasterKey key) {
        if (registry.sealed()) {
            return registry.options().publishedBy() == PublishedBy.KEY
                    ? "sealed, the key has chosen: time-stamp commitment.json before you publish traps.jsonl"
                    : "sealed, nothing chosen: time-stamp commitment.json, then traps publish with a later beacon";
        }
        return key.origin() == KeyOrigin.PRACTICE
                ? "practice registry (--seed): never sealed, never evidence"
                : "found, not drawn by us: the test assumes that these identifiers are uniform, never sealed";
    }

    private RegistryOptions options(MadeCandidates made) {
        try {
            RegistryOptions options = made.registry(count == null ? 1 : count, controls);
            return beacon == null ? options : options.withPublishedBy(PublishedBy.BEACON);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }
}
