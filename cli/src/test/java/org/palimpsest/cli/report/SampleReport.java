package org.palimpsest.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.palimpsest.cli.output.Column;
import org.palimpsest.stats.Verdict;

/** A report that uses every part once. Its {@code main} writes it to the file that is its only argument. */
final class SampleReport {
    private static final String[] DOSES = {"1", "2", "4", "8", "16", "32", "64"};

    private SampleReport() {}

    /**
     * Writes the sample.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), report().render(), StandardCharsets.UTF_8);
    }

    static HtmlReport report() {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("tool", "palimpsest 0.1.0");
        manifest.put("seed", 7);
        manifest.put("inputs", Map.of("transcript.jsonl", "9f2c".repeat(16)));
        return HtmlReport.titled("Was Bob made from Alice?")
                .withSubtitle("Four small models, 4,000 passages of State of the Union addresses, one recorded order.")
                .with(VerdictCard.of(
                        "Bob",
                        Verdict.RANDOMISED_EVIDENCE,
                        "Bob finds a passage the likelier, the later Alice saw it. A model with another history would "
                                + "show this less than once in 10^73 tries.",
                        "p = 10^-73.2, n = 4,000, Spearman 0.282"))
                .with(VerdictCard.of(
                        "Dave",
                        Verdict.CONSISTENT_UNVERIFIED,
                        "The order shows, but nobody sealed it before Dave was made.",
                        "p = 0.0021, n = 4,000"))
                .with(VerdictCard.of(
                        "Carol",
                        Verdict.NO_EVIDENCE,
                        "Carol was trained in an order of its own, and the test finds nothing.",
                        "p = 0.61, would have found 0.051 at 90 % power"))
                .with(VerdictCard.of("Erin", Verdict.UNDERPOWERED, "Too few passages were scored.", ""))
                .with(order())
                .with(traps())
                .with(reproduce())
                .withManifest(manifest)
                .withData(Map.of("bob", Map.of("log10P", -73.2, "n", 4000)));
    }

    private static Section order() {
        return Section.titled("The order in which Alice read")
                .with(Paragraph.of(
                        Inline.text("A language model remembers best what it read last. If another model prefers "
                                + "passages in "),
                        Inline.strong("the order in which Alice read them"),
                        Inline.text(", it was made from Alice: see "),
                        Inline.link(
                                "Blackbox Model Provenance via Palimpsestic Membership Inference",
                                "https://arxiv.org/abs/2510.19796"),
                        Inline.text(". The order was drawn at random, so the p-value does not depend on the text.")))
                .with(new Figure(
                        losses(),
                        "Mean log-likelihood, minus the reference model's, of passages in the order of training. It rises "
                                + "for Alice and Bob and stays level for Carol."))
                .with(new Figure(nullDistribution(), "10,000 shuffles of the order; not one comes near Bob."))
                .with(Table.captioned(
                                "Order test of each model",
                                Column.left("model"),
                                Column.right("n"),
                                Column.right("Spearman"),
                                Column.right("p"),
                                Column.left("method"),
                                Column.left("verdict"))
                        .withRow("Alice", "4,000", "0.460", "10^-208.1", "asymptotic", "randomised-evidence")
                        .withRow("Bob", "4,000", "0.282", "10^-73.2", "asymptotic", "randomised-evidence")
                        .withRow("Carol", "4,000", "−0.016", "0.31", "asymptotic", "no-evidence"))
                .with(Bullets.of(
                        "The test does not say who made Bob, nor when.",
                        "It says nothing about models whose learning rate fell to zero."));
    }

    private static Section traps() {
        return Section.titled("Ghost sentences")
                .with(Paragraph.of(
                        "A ghost sentence is nonsense that stands nowhere else. Its rank among unseen controls "
                                + "shows whether a model has read it."))
                .with(new Quotation("The copper heron forgets the ninth ladder in June.", "ghost 0017, 32 copies"))
                .with(new Figure(
                        doses(),
                        "From eight copies on, every ghost ranks first among its 99 controls in Alice and Bob."))
                .with(Details.of(
                        "Settings of the ghosts",
                        KeyValues.of("ghosts", "28")
                                .and("controls", "99 a ghost")
                                .and("seed", "7")
                                .and("commitment", "4be1c05f".repeat(8))));
    }

    private static Section reproduce() {
        return Section.titled("Do it again")
                .with(Paragraph.of(
                        Inline.text("On the same machine, "),
                        Inline.code("palimpsest reproduce"),
                        Inline.text(" repeats the run from its manifest.")))
                .with(new Verbatim("palimpsest provenance query \\\n    --transcript alice/transcript.jsonl \\\n"
                        + "    --model bob --reference reference --seed 7 --json"));
    }

    static SvgPlot losses() {
        double[] steps = new double[40];
        Arrays.setAll(steps, i -> i * 100.0 + 50);
        return SvgPlot.titled("Preference for passages in Alice's order")
                .describedAs("Three lines over 4,000 training positions: Alice rises most, Bob less, Carol is level.")
                .withX(Axis.of("position in Alice's training order"))
                .withY(Axis.of("log-likelihood gain (nats a token)"))
                .with(Series.line("Alice", steps, noisy(steps, 0.46, "alice".hashCode())))
                .with(Series.step("Bob", steps, noisy(steps, 0.28, "bob".hashCode())))
                .with(Series.points("Carol", steps, noisy(steps, 0, "carol".hashCode())));
    }

    static SvgPlot nullDistribution() {
        RandomGenerator random = new SplittableRandom(7);
        double[] shuffles = random.doubles(10_000).map(u -> 0).toArray();
        Arrays.setAll(shuffles, i -> random.nextGaussian() / Math.sqrt(4000));
        return SvgPlot.titled("What chance does, and what Bob shows")
                .withX(Axis.of("Spearman correlation"))
                .withY(Axis.of("shuffles"))
                .with(Series.histogram("shuffled orders", shuffles, 31))
                .with(new ReferenceLine(0.282, "Bob: 0.282"))
                .with(new ReferenceLine(-0.016, "Carol: −0.016"));
    }

    static SvgPlot doses() {
        double[] copies = Arrays.stream(DOSES).mapToDouble(Double::parseDouble).toArray();
        return SvgPlot.titled("Rank of ghosts by the number of their copies")
                .withX(Axis.of("copies of the ghost in the training text").with(AxisScale.LOG2))
                .withY(Axis.of("p-value").between(0, 1))
                .with(Series.lineAndPoints("Alice", copies, new double[] {0.55, 0.42, 0.02, 0.01, 0.01, 0.01, 0.01}))
                .with(Series.lineAndPoints("Bob", copies, new double[] {0.6, 0.5, 0.2, 0.05, 0.02, 0.01, 0.01}))
                .with(Series.lineAndPoints("Carol", copies, new double[] {0.4, 0.71, 0.55, 0.3, 0.62, 0.48, 0.52}));
    }

    static List<SvgPlot> plots() {
        return List.of(losses(), nullDistribution(), doses());
    }

    private static double[] noisy(double[] steps, double slope, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return Arrays.stream(steps)
                .map(step -> slope * step / 4000 + 0.06 * random.nextGaussian())
                .toArray();
    }
}
