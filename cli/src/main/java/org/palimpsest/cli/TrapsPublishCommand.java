package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.registry.Beacon;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a beacon choose the published texts of a registry. */
@Command(
        name = "publish",
        sortOptions = false,
        description = {
            "Lets a public random value choose the published text of every trap, and writes DIR/traps.jsonl.",
            "The registry was generated with --beacon later. The value must come from a round after the time-stamp of"
                    + " DIR/commitment.json: one that was known before proves nothing. Only one publication is allowed."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest traps publish --registry registry --beacon 8f14e45fceea167a5a36dedd4bea2543"
                    + " --beacon-source 'drand round 5000000' --beacon-time 2026-12-01T12:00:00Z"
        })
final class TrapsPublishCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Option(names = "--registry", paramLabel = "DIR", description = "The registry. Required.")
    private @Nullable Path folder;

    @Option(names = "--beacon", paramLabel = "VALUE", description = "The public random value. Required.")
    private @Nullable String value;

    @Option(names = "--beacon-source", paramLabel = "TEXT", description = "Where anybody can look it up.")
    private String source = "";

    @Option(names = "--beacon-time", paramLabel = "TIME", description = "When its source published it: ISO 8601, UTC.")
    private @Nullable String time;

    @Override
    public Integer call() throws IOException {
        Path path = common.require(folder, "--registry");
        Beacon beacon = beacon(common.require(value, "--beacon"));
        common.checkOutput();
        TrapRegistry committed = access.open(path);
        TrapRegistry registry =
                committed.publish(beacon, Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
        registry.writePublication(path);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("beacon", beacon.value());
        details.put("source", beacon.source());
        details.put("time", time == null ? "" : String.valueOf(beacon.time()));
        access.record(path, registry, LedgerEvent.PUBLISH, details);
        if (time == null || source.isEmpty()) {
            common.say("without --beacon-source and --beacon-time nobody can look the beacon up");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("root", registry.root());
        result.put("count", registry.traps().size());
        result.put("beacon", beacon.value());
        result.put("source", beacon.source());
        common.emit(
                result,
                common.manifest(),
                registry.traps().size() + " traps chosen by the beacon in " + path.resolve("traps.jsonl")
                        + System.lineSeparator());
        return ExitCode.OK.code();
    }

    private Beacon beacon(String text) {
        try {
            return new Beacon(text, source, time == null ? null : Instant.parse(time));
        } catch (DateTimeException e) {
            throw common.usage("--beacon-time must be a time such as 2026-12-01T12:00:00Z, got " + time);
        } catch (IllegalArgumentException e) {
            throw common.usage("--beacon: " + e.getMessage());
        }
    }
}
