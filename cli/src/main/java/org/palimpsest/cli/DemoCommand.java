package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.palimpsest.cli.story.Story;
import org.palimpsest.cli.story.StoryEvidence;
import org.palimpsest.cli.story.StoryFolder;
import org.palimpsest.cli.story.StoryPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story on bundled real text. */
@Command(
        name = "demo",
        sortOptions = false,
        description = "The whole story on bundled real text, in minutes on a laptop; writes DIR/report.html.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--size", defaultValue = "standard", description = "standard, or tiny: every step, no effect.")
    private String size = "standard";

    @Override
    public Integer call() throws IOException {
        StoryPlan plan = size.equals("tiny") ? StoryPlan.tiny() : StoryPlan.standard();
        Path out = common.out == null ? Path.of("palimpsest-demo") : common.out;
        try (StoryFolder folder = StoryFolder.open(
                out,
                common.seed,
                new SecureRandom().nextLong(),
                plan,
                common.force ? StoryFolder.Existing.REPLACE : StoryFolder.Existing.CONTINUE)) {
            StoryEvidence evidence = new Story(folder, plan, common.threadsOrDefault(), common.progress()).run();
            evidence.suspects().forEach(s -> {
                common.stdout()
                        .printf(
                                java.util.Locale.ROOT,
                                "%s ghosts %s last %d/%d rho %.3f lp2 %.1f perm %s log10E %.1f %s auc %.3f z %s%n",
                                s.role(),
                                s.ghosts().pooled().log10PValue(),
                                s.lastWords().hitSecrets(),
                                s.lastWords().secrets(),
                                s.order().statistic(),
                                s.order().twoSidedLog10P(),
                                s.order().permutationP(),
                                s.order().log10E(),
                                s.orderVerdict(),
                                s.perplexity().auc(),
                                s.perplexity().meanZ());
                common.stdout()
                        .println(s.ghosts().ranks().stream()
                                .map(r -> r.copies().getAsInt() + ":" + r.rank())
                                .toList());
            });
            common.stdout()
                    .println("ref alone " + evidence.referenceAlone().permutationP() + " "
                            + evidence.referenceAlone().statistic());
            common.stdout().println(evidence.seconds() + " wall " + evidence.wallSeconds());
        }
        return 0;
    }
}
