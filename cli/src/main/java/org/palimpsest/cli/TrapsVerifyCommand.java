package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.registry.Ledger;
import org.palimpsest.traps.registry.Opening;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.registry.TrapRegistry;
import org.palimpsest.traps.timestamp.TimeStamp;
import org.palimpsest.traps.verification.Finding;
import org.palimpsest.traps.verification.PlacementCheck;
import org.palimpsest.traps.verification.PlacementReport;
import org.palimpsest.traps.verification.PlacementState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks what a claim rests on: registry, opening, time-stamp, ledger, placements. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Checks a registry: draws every trap and control again from the key and compares all files with the committed"
                    + " root; also its time-stamp, and its ledger if there is one.",
            "Checks without the key: an opening or a time-stamp against a commitment, a ledger, and a placement file against"
                    + " the published corpus. Whatever does not hold is named, with exit code 3."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest traps verify --registry registry",
            "  palimpsest traps verify --opening opening.json --commitment commitment.json",
            "  palimpsest traps verify --traps traps.jsonl --placements placements.jsonl --corpus posts.jsonl"
        })
final class TrapsVerifyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Option(names = "--registry", paramLabel = "DIR", description = "A registry, with its key.")
    private @Nullable Path folder;

    @Option(names = "--opening", paramLabel = "FILE", description = "What traps open wrote; needs --commitment.")
    private @Nullable Path opening;

    @Option(names = "--timestamp", paramLabel = "FILE", description = "A time-stamp; needs --commitment.")
    private @Nullable Path timestamp;

    @Option(names = "--commitment", paramLabel = "FILE", description = "The commitment.json that was fixed.")
    private @Nullable Path commitment;

    @Option(names = "--ca", paramLabel = "FILE", description = "Trusted certificates of time-stamps, PEM.")
    private @Nullable Path trusted;

    @Option(names = "--head", paramLabel = "HASH", description = "Hash that the ledger must hold, as kept elsewhere.")
    private @Nullable String head;

    @Option(names = "--placements", paramLabel = "FILE", description = "placements.jsonl; needs --corpus.")
    private @Nullable Path placements;

    @Option(names = "--corpus", paramLabel = "FILE", arity = "1..*", description = "JSONL as it was published.")
    private @Nullable List<Path> corpus;

    @Option(names = "--traps", paramLabel = "FILE", description = "traps.jsonl, where no registry is given.")
    private @Nullable Path traps;

    private final Map<String, Object> result = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        requireCompany();
        common.checkOutput();
        RunManifest manifest = common.manifest();
        TrapRegistry registry = null;
        if (folder != null) {
            registry = access.read(folder);
            manifest = manifest.withInput(folder);
            registry(folder, registry);
        }
        if (opening != null && commitment != null) {
            Opening opened = Opening.verify(opening, commitment);
            manifest = manifest.withInput(opening).withInput(commitment);
            result.put("opened", opened.traps().size());
            say(opening + ": " + opened.traps().size() + " traps that " + commitment + " covers");
        }
        if (timestamp != null && commitment != null) {
            stamp(commitment, timestamp, null);
            manifest = manifest.withInput(timestamp).withInput(commitment);
        }
        if (common.given("--ledger") || head != null) {
            ledger(access.ledger(folder == null ? Path.of(".").toAbsolutePath() : folder), registry);
        }
        if (placements != null && corpus != null) {
            placements(placements, corpus, registry);
            manifest = manifest.withInput(placements);
        }
        common.emit(result, manifest, String.join(System.lineSeparator(), lines) + System.lineSeparator());
        return ExitCode.OK.code();
    }

    private void requireCompany() {
        if (folder == null && opening == null && timestamp == null && placements == null && !common.given("--ledger")) {
            throw common.usage("missing option --registry");
        }
        if ((opening != null || timestamp != null) && commitment == null) {
            throw common.usage("missing option --commitment");
        }
        if (placements != null && corpus == null) {
            throw common.usage("missing option --corpus");
        }
        if (placements != null && folder == null && traps == null) {
            throw common.usage("missing option --traps (or --registry)");
        }
    }

    private void registry(Path path, TrapRegistry registry) throws IOException {
        result.put("root", registry.root());
        result.put("count", registry.options().count());
        result.put("sealed", registry.sealed());
        result.put("publishedBy", registry.options().publishedBy().label());
        result.put("published", registry.published());
        say(path + ": whole; " + registry.options().count() + " traps, root " + registry.root()
                + (registry.sealed() ? ", sealed" : ", practice")
                + (registry.published() ? "" : ", not published yet"));
        if (Files.exists(path.resolve("commitment.tsr"))) {
            stamp(path.resolve("commitment.json"), path.resolve("commitment.tsr"), registry);
        } else if (registry.publication().isPresent()) {
            say("no commitment.tsr: nothing shows that the commitment is older than the beacon");
        }
        Path ledger = access.ledger(path);
        if (!common.given("--ledger") && head == null && Files.exists(ledger) && access.recorded(registry)) {
            ledger(ledger, registry);
        }
    }

    private void stamp(Path data, Path file, @Nullable TrapRegistry registry) throws IOException {
        Path query = file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.tsr$", "") + ".tsq");
        List<X509Certificate> anchors = trusted == null ? List.of() : TimeStamp.certificates(trusted);
        byte[] request = Files.exists(query) ? Files.readAllBytes(query) : null;
        TimeStamp stamp = TimeStamp.verify(data, file.toString(), Files.readAllBytes(file), request, anchors);
        result.put("stampTime", stamp.time().toString());
        result.put("stampChain", stamp.chain().name().toLowerCase(Locale.ROOT));
        say(file + ": " + data + " existed on " + stamp.time() + ", says " + stamp.authority() + " (certificate "
                + stamp.chain().name().toLowerCase(Locale.ROOT) + ")");
        if (registry == null || registry.publication().isEmpty()) {
            return;
        }
        Instant round = registry.publication().get().beacon().time();
        boolean before = round != null && stamp.time().isBefore(round);
        result.put("stampBeforeBeacon", before);
        say(
                before
                        ? "the commitment is older than the beacon of " + round
                        : "the commitment is not shown to be older than the beacon"
                                + (round == null ? ", whose time is not known" : " of " + round));
    }

    private void ledger(Path file, @Nullable TrapRegistry registry) throws IOException {
        Ledger ledger = Ledger.read(file);
        if (registry != null) {
            ledger.require(file, registry);
        }
        if (head != null
                && ledger.entries().stream().noneMatch(entry -> entry.hash().equals(head))) {
            throw new CorruptInputException(
                    file.toString(), "expected a line with hash " + head + ", found none: it was cut or written anew");
        }
        result.put("ledgerEntries", ledger.entries().size());
        result.put("ledgerHead", ledger.headHash());
        result.put("roots", ledger.roots());
        say(file + ": " + ledger.entries().size() + " entries, "
                + ledger.roots().size() + " committed lists, head " + ledger.headHash());
    }

    private void placements(Path file, List<Path> documents, @Nullable TrapRegistry registry) throws IOException {
        PlacementReport report = PlacementCheck.of(
                        registry == null ? TrapFile.read(common.require(traps, "--traps")) : registry.traps())
                .check(file, documents);
        StringBuilder counts = new StringBuilder();
        for (PlacementState state : PlacementState.values()) {
            counts.append(", ").append(report.count(state)).append(' ').append(state.label());
        }
        String summary = report.inPlace() + " of " + report.placements() + " copies in place" + counts;
        if (!report.whole()) {
            Finding first = report.findings().get(0);
            throw new CorruptInputException(
                    file.toString(),
                    "expected every copy in its place, found " + summary + "; first: "
                            + first.state().label() + ", trap " + first.trap() + " in document " + first.document()
                            + ", expected at " + first.expected() + ", found at " + first.found());
        }
        result.put("placements", report.placements());
        result.put("inPlace", report.inPlace());
        say(file + ": " + summary);
    }

    private void say(String line) {
        lines.add(line);
    }
}
