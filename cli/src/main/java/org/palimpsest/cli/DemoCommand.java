package org.palimpsest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.story.SotuCorpus;
import org.palimpsest.cli.story.Story;
import org.palimpsest.cli.story.StoryEvidence;
import org.palimpsest.cli.story.StoryFolder;
import org.palimpsest.cli.story.StoryJson;
import org.palimpsest.cli.story.StoryPlan;
import org.palimpsest.cli.story.StoryReport;
import org.palimpsest.cli.story.StoryReportFacts;
import org.palimpsest.cli.story.StorySummary;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.stats.Randomisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story on bundled real text. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "The whole story on bundled real text, in minutes on a laptop; writes DIR/report.html.",
            "An owner marks a text, Alice trains on it, Bob derives his model from hers, Carol is innocent; an auditor"
                    + " asks all three. Nothing is simulated. An interrupted run goes on when it is started again."
        },
        footer = {
            "",
            "Without --seed the draws are fresh and sealed; with it the registry is a practice one, which never earns"
                    + " randomised-evidence.",
            "--out defaults to palimpsest-demo.",
            "",
            "Examples:",
            "  palimpsest demo",
            "  palimpsest demo --seed 7 --out trial --json"
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "standard",
            description = "standard; or tiny: every step in seconds, too small to show an effect."
                    + " Default: ${DEFAULT-VALUE}.")
    private DemoSize size = DemoSize.STANDARD;

    @Override
    public Integer call() throws IOException {
        Path out = common.out == null ? Path.of("palimpsest-demo") : common.out;
        StoryPlan plan = size.plan();
        try (StoryFolder folder = open(out, plan)) {
            announce(out, folder);
            tell(out, folder, plan);
        }
        return ExitCode.OK.code();
    }

    private StoryFolder open(Path out, StoryPlan plan) throws IOException {
        try {
            return StoryFolder.open(
                    out,
                    common.seed,
                    new SecureRandom().nextLong(),
                    plan,
                    common.force ? StoryFolder.Existing.REPLACE : StoryFolder.Existing.CONTINUE);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(out + ": " + (e.getReason() == null ? "is there already" : e.getReason()));
        }
    }

    private void announce(Path out, StoryFolder folder) {
        boolean resumed = Files.exists(folder.file("corpus", "held-out.jsonl"));
        common.say("demo: " + (resumed ? "goes on in " : "marks real text, trains four small models and tests them in ")
                + out + ", " + (resumed ? "finished steps are reused" : size.duration()) + "; seed " + folder.seed()
                + (folder.randomisation() == Randomisation.VERIFIED ? ", drawn" : ", given"));
    }

    private void tell(Path out, StoryFolder folder, StoryPlan plan) throws IOException {
        StoryEvidence evidence = run(out, new Story(folder, plan, common.threadsOrDefault(), common.progress()));
        StoryReportFacts facts = StoryReportFacts.read(folder);
        RunManifest manifest = manifest(folder, plan, facts);
        Map<String, Object> result = StoryJson.of(evidence, plan, facts);
        AtomicOutput.write(
                folder.file("report.json"), common.envelope(result, manifest).getBytes(StandardCharsets.UTF_8));
        // Last, since this file marks the story as finished.
        StoryFolder.write(
                folder.file("report.html"),
                StoryReport.of(evidence, plan, facts, manifest.toMap()).render());
        common.emitBeside(
                result,
                manifest,
                StorySummary.of(evidence, plan, facts).render(Border.of(Terminal.charset()), common.style()));
    }

    private StoryEvidence run(Path out, Story story) throws IOException {
        InterruptNotice notice = InterruptNotice.on(
                common.stderr(),
                "interrupted: finished steps are kept in " + out + "; run the same command again to go on",
                story::stop);
        try {
            return story.run();
        } finally {
            notice.cancel();
        }
    }

    private RunManifest manifest(StoryFolder folder, StoryPlan plan, StoryReportFacts facts) {
        RunManifest manifest = common.manifest()
                .withSeed(folder.seed())
                .withOption("plan", plan.toMap())
                .withOption("registry", facts.registryRoot())
                .withOption("randomisation", folder.randomisation().label())
                .withInput(SotuCorpus.input());
        try (TorchRuntime engine = TorchRuntime.start(new TorchRuntime.Options(1))) {
            for (Map.Entry<String, String> version : engine.versions().entrySet()) {
                manifest = manifest.withEngine(version.getKey(), version.getValue());
            }
        }
        return manifest;
    }
}
