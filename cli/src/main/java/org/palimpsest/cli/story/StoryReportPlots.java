package org.palimpsest.cli.story;

import java.util.Arrays;
import org.palimpsest.cli.report.Axis;
import org.palimpsest.cli.report.AxisScale;
import org.palimpsest.cli.report.ReferenceLine;
import org.palimpsest.cli.report.Series;
import org.palimpsest.cli.report.SvgPlot;
import org.palimpsest.traps.detection.DoseRank;

/** The plots of the report. */
final class StoryReportPlots {
    private static final int POSITION_BINS = 30;
    private static final int NULL_BINS = 41;

    private StoryReportPlots() {}

    static SvgPlot doses(StoryEvidence evidence) {
        double[] ends = {Double.MAX_VALUE, Double.MIN_VALUE};
        SvgPlot plot = SvgPlot.titled("Rank of the ghost sentences by number of copies")
                .describedAs("Mean relative rank against number of copies, a line a model; 0.5 is chance.")
                .withX(Axis.of("copies of a ghost sentence in the marked text").with(AxisScale.LOG2))
                .withY(Axis.of("mean relative rank").between(0, 1));
        for (SuspectEvidence suspect : evidence.suspects()) {
            double[] copies = suspect.ghosts().doses().stream()
                    .mapToDouble(DoseRank::copies)
                    .toArray();
            double[] ranks = suspect.ghosts().doses().stream()
                    .mapToDouble(DoseRank::meanRelativeRank)
                    .toArray();
            ends[0] = Math.min(ends[0], copies[0]);
            ends[1] = Math.max(ends[1], copies[copies.length - 1]);
            plot = plot.with(Series.lineAndPoints(suspect.role().label(), copies, ranks));
        }
        return plot.with(Series.line("chance (0.5)", ends, new double[] {0.5, 0.5}));
    }

    static SvgPlot losses(StoryEvidence evidence) {
        SvgPlot plot = SvgPlot.titled("Loss by place in Alice's training")
                .describedAs("Mean loss minus the reference's against training position, a line a model.")
                .withX(Axis.of("position in Alice's training order"))
                .withY(Axis.of("loss minus the reference's (nats a token, centred)"));
        for (SuspectEvidence suspect : evidence.suspects()) {
            double[] heights = losses(evidence, suspect.role());
            plot = plot.with(Series.lineAndPoints(
                    suspect.role().label(), centres(evidence.nats().size(), heights.length), heights));
        }
        return plot;
    }

    /** Loss minus the reference's, minus its mean, in bins of positions. */
    static double[] losses(StoryEvidence evidence, Role role) {
        double[] reference = evidence.nats().of(Role.REFERENCE);
        double[] nats = evidence.nats().of(role);
        double[] losses = new double[nats.length];
        Arrays.setAll(losses, i -> reference[i] - nats[i]);
        double mean = Arrays.stream(losses).average().orElseThrow();
        return Arrays.stream(binned(losses)).map(height -> height - mean).toArray();
    }

    /** Means over equally many neighbours, as far as the number allows; at most one bin a value. */
    static double[] binned(double[] values) {
        int bins = Math.min(POSITION_BINS, values.length);
        double[] means = new double[bins];
        for (int b = 0; b < bins; b++) {
            means[b] = Arrays.stream(values, edge(b, bins, values.length), edge(b + 1, bins, values.length))
                    .average()
                    .orElseThrow();
        }
        return means;
    }

    /** Mean position of every bin. */
    static double[] centres(int values, int bins) {
        double[] centres = new double[bins];
        Arrays.setAll(centres, b -> (edge(b, bins, values) + edge(b + 1, bins, values) - 1) / 2.0);
        return centres;
    }

    private static int edge(int bin, int bins, int values) {
        return (int) ((long) bin * values / bins);
    }

    static SvgPlot nullDistribution(SuspectEvidence suspect) {
        String name = suspect.role().label();
        double observed = suspect.order().statistic();
        return SvgPlot.titled(name + ": the true order among random ones")
                .describedAs("Histogram of the correlation under random orders, with the observed one as a line.")
                .withX(Axis.of("Spearman correlation of position with log-likelihood"))
                .withY(Axis.of("random orders"))
                .with(Series.histogram("random orders (H0)", suspect.order().nullStatistics(), NULL_BINS))
                .with(new ReferenceLine(observed, name + ": " + StoryReportNumbers.signed(observed, 3)));
    }

    static SvgPlot wealth(StoryEvidence evidence, StoryPlan plan) {
        SvgPlot plot = SvgPlot.titled("Wealth of a gambler who bets on Alice's order")
                .describedAs("Base-10 logarithm of the wealth against the number of pairs, a line a model.")
                .withX(Axis.of("pairs of passages"))
                .withY(Axis.of("log10 of the wealth"));
        int pairs = 0;
        for (SuspectEvidence suspect : evidence.suspects()) {
            pairs = Math.max(pairs, suspect.order().log10Wealth().length);
            plot = plot.with(wealthPath(suspect));
        }
        double level = -Math.log10(plan.alpha());
        return plot.with(Series.line(
                "1 / level = " + StoryReportNumbers.count(Math.round(1 / plan.alpha())),
                new double[] {0, pairs},
                new double[] {level, level}));
    }

    /** The wealth before the first pair, which is 1, and after every pair; base-10 logarithms. */
    static Series wealthPath(SuspectEvidence suspect) {
        double[] wealth = suspect.order().log10Wealth();
        double[] path = new double[wealth.length + 1];
        System.arraycopy(wealth, 0, path, 1, wealth.length);
        double[] pairs = new double[path.length];
        Arrays.setAll(pairs, i -> i);
        return Series.line(suspect.role().label(), pairs, path);
    }
}
