package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.BurnList;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.TrapCandidates;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests models for the traps of a registry. */
@Command(
        name = "test",
        sortOptions = false,
        description = {
            "Tests models for the traps of a registry.",
            "H0: the model is independent of the draw of the published texts among their controls. The pooled rank p is"
                    + " exact and is the verdict; where the model gives text alone, it is that of the contrastive test."
                    + " All other tests describe.",
            "Several suspects are corrected by Holm. Burned traps are left out."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest traps test --registry registry --model suspect/ --reference clean/ --json",
            "  palimpsest traps test --registry registry --model openai:https://host/v1#name"
        })
final class TrapsTestCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Option(names = "--registry", paramLabel = "DIR", description = "The registry. Required.")
    private @Nullable Path registryFolder;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A suspect: a folder, openai:BASE_URL#MODEL, index:DIR or scores:FILE; may be repeated.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "A suspect by its score rows of traps.jsonl and controls.jsonl; may be repeated.")
    private List<Path> scores = new ArrayList<>();

    @Mixin
    private TrapTestOptions options = new TrapTestOptions();

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Override
    public Integer call() throws IOException {
        Path folder = common.require(registryFolder, "--registry");
        List<String> suspects = new ArrayList<>(models);
        scores.forEach(file -> suspects.add("scores:" + file));
        if (suspects.isEmpty()) {
            throw common.usage("give a suspect: --model MODEL or --scores FILE");
        }
        suspects.forEach(Models::check);
        options.check();
        common.checkOutput();
        TrapRegistry registry = access.read(folder);
        TrapAudit audit = audit(folder, registry);
        RunManifest manifest = options.addTo(common.manifest().withInput(folder));
        for (String suspect : suspects) {
            manifest = Models.addInput(manifest, suspect);
        }
        List<TrapAudit.Outcome> outcomes = new ArrayList<>();
        for (String suspect : suspects) {
            manifest = run(audit, suspect, manifest, outcomes);
        }
        TrapVerdicts found = TrapVerdicts.of(
                suspects, outcomes, verdicts.alpha, registry, options.withBurned && burned(folder, registry) > 0);
        for (int i = 0; i < suspects.size(); i++) {
            access.record(
                    folder,
                    registry,
                    LedgerEvent.TEST,
                    Map.of("model", suspects.get(i), "log10P", Double.toString(found.log10P(i))));
        }
        Map<String, Object> result = new LinkedHashMap<>(found.result());
        common.emit(result, manifest, found.text());
        return verdicts.exit(found.verdict());
    }

    private int burned(Path folder, TrapRegistry registry) throws IOException {
        return access.burned(folder, registry).traps().size();
    }

    private TrapAudit audit(Path folder, TrapRegistry registry) throws IOException {
        if (!registry.published()) {
            throw new IOException(folder + ": nothing is published yet; run traps publish with the value of a beacon");
        }
        if (registry.options().controls() == 0) {
            throw new IOException(folder + ": the registry has no controls, and without controls there is no p-value;"
                    + " generate it with --controls 1 or more");
        }
        List<Placement> placed = options.placed();
        List<Document> documents = options.documents();
        boolean rewritten = registry.options().source().name().equals(LookAlikeFamily.NAME);
        return new TrapAudit(
                registry.options(),
                unburned(folder, registry),
                options.tests(),
                options,
                TrapTestOptions.doses(registry, placed),
                rewritten || placed.isEmpty() || documents.isEmpty()
                        ? Map.of()
                        : options.contexts(registry, placed, documents),
                rewritten ? TrapTestOptions.originals(registry, placed, documents) : Map.of(),
                common.seedOr(0));
    }

    private List<TrapCandidates> unburned(Path folder, TrapRegistry registry) throws IOException {
        BurnList burned = access.burned(folder, registry);
        List<TrapCandidates> all = registry.allCandidates();
        if (burned.traps().isEmpty()) {
            return all;
        }
        if (options.withBurned) {
            common.say(burned.traps().size() + " of the traps are burned: models made after that may know them");
            return all;
        }
        List<TrapCandidates> left =
                all.stream().filter(trap -> !burned.contains(trap.id())).toList();
        if (left.isEmpty()) {
            throw new IOException(
                    folder + ": all traps are burned; --with-burned tests them, for models that are older");
        }
        common.say(burned.traps().size() + " burned traps left out; see traps burn");
        return left;
    }

    private RunManifest run(TrapAudit audit, String reference, RunManifest manifest, List<TrapAudit.Outcome> outcomes)
            throws IOException {
        RunManifest more = manifest;
        String other = options.reference;
        try (TrapSuspect suspect = TrapSuspect.open(reference, common.threadsOrDefault());
                TrapSuspect clean = other == null ? null : TrapSuspect.open(other, common.threadsOrDefault());
                Progress.Task task =
                        common.progress().begin("scoring traps", audit.traps().size(), "traps")) {
            for (Map.Entry<String, String> engine : suspect.engines().entrySet()) {
                more = more.withEngine(engine.getKey(), engine.getValue());
            }
            TrapAudit.Outcome outcome = audit.run(suspect.reporting(task), clean);
            outcome.notRun().forEach((test, reason) -> common.say(test.label() + " test not run: " + reason));
            outcomes.add(outcome);
        }
        return more;
    }
}
