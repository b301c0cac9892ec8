package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrapsCollectionCommandTest {
    @TempDir
    private Path folder;

    private Path published = Path.of(".");
    private Path unpublished = Path.of(".");
    private Path scores = Path.of(".");

    /** Three of ten texts were published: the likeliest, the second and the fourth. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder out = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            (i == 0 || i == 1 || i == 3 ? out : kept).append("{\"id\":\"t" + i + "\",\"text\":\"words " + i + "\"}\n");
            rows.append("{\"id\":\"t" + i + "\",\"tokens\":[1,2],\"logprobs\":[" + -(i + 1) + "]}\n");
        }
        published = Files.writeString(folder.resolve("out.jsonl"), out);
        unpublished = Files.writeString(folder.resolve("kept.jsonl"), kept);
        scores = Files.writeString(folder.resolve("scores.jsonl"), rows);
    }

    private Run run(Object... more) {
        Object[] args = {"traps", "collection", "--published", published, "--unpublished", unpublished};
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Run.of(all);
    }

    @Test
    void ranksAndHitsHaveTheirExactP() throws IOException {
        Run ranks = run("--scores", scores, "--json").done();
        // Of 120 choices of 3 of 10, ranks 1+2+3 and 1+2+4 are as good.
        assertThat(ranks.result().path("p").asDouble()).isCloseTo(2.0 / 120, within(1e-12));
        assertThat(ranks.result().path("verdict").asText()).isEqualTo("no-evidence");
        Run hits = run("--scores", scores, "--pick", 4, "--alpha", "0.05", "--json")
                .done();
        // 3 of 3 among the first 4: C(7,1) / C(10,4)
        assertThat(hits.result().path("p").asDouble()).isCloseTo(7.0 / 210, within(1e-12));
        assertThat(hits.result().path("statistic").asDouble()).isEqualTo(3);
        assertThat(hits.result().path("verdict").asText()).isEqualTo("consistent-unverified");
        assertThat(run("--scores", scores, "--pick", 4).done().out())
                .contains("hits p = ")
                .contains("3 published of a pool of 10, 3 among the 4 likeliest");
        assertThat(run("--scores", scores, "--alpha", "0.001").done().out()).contains("verdict underpowered");
    }

    @Test
    void aModelIsAskedForAllTexts() throws IOException {
        Run run = run("--model", SmallModel.write(folder.resolve("model")), "--json")
                .done();
        assertThat(run.result().path("pool").asInt()).isEqualTo(10);
        assertThat(run.result().path("p").asDouble()).isBetween(1 / 120.0, 1.0);
    }

    @Test
    void aPoolWithOneSideOrATextTwiceGivesNoP() throws IOException {
        run().refused(
                        ExitCode.USAGE,
                        "give a suspect: either --model MODEL or --scores FILE (see palimpsest traps collection --help)");
        Files.writeString(published, Files.readString(published) + "{\"id\":\"t5\",\"text\":\"x\"}\n");
        run("--scores", scores)
                .refused(ExitCode.BAD_INPUT, unpublished + ": expected every id of the pool once, found t5 again");
        Files.writeString(unpublished, "");
        run("--scores", scores)
                .refused(
                        ExitCode.BAD_INPUT,
                        unpublished
                                + ": expected 1 text or more, found none; a pool without both sides gives no p-value");
    }
}
