package org.palimpsest.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.palimpsest.provenance.dynamics.InteractionReport;
import org.palimpsest.provenance.dynamics.KindDynamics;
import org.palimpsest.provenance.dynamics.RetentionPoint;
import org.palimpsest.provenance.observational.StepHistogram;
import org.palimpsest.provenance.query.QueryData;
import org.palimpsest.provenance.query.RecencyCurve;
import org.palimpsest.traps.detection.DoseRank;

/** Figures of results, for {@code report}; a list that is empty where there is too little to draw. */
final class ProvenanceFigures {
    private static final int RECENCY_BINS = 20;

    private ProvenanceFigures() {}

    /** Mean score along the training order. */
    static List<Map<String, Object>> recency(QueryData data) {
        List<RecencyCurve.Bin> bins = RecencyCurve.of(data, RECENCY_BINS).bins();
        if (bins.size() < 2) {
            return List.of();
        }
        double[] places = numbers(bins, RecencyCurve.Bin::middle);
        return List.of(JsonFigure.of(
                        "Recency",
                        "Mean score by place in the training order, less the mean of the stratum, with 95 % intervals (normal)."
                                + " A suspect that is independent of the order shows no trend; one that was trained in it rises"
                                + " towards the end.",
                        "place in the order, as a share",
                        data.referenced() ? "log-likelihood beyond the reference" : "log-likelihood")
                .intervals(
                        "95 % interval",
                        places,
                        numbers(bins, bin -> bin.interval().low()),
                        numbers(bins, bin -> bin.interval().high()))
                .points("mean", places, numbers(bins, RecencyCurve.Bin::mean))
                .json());
    }

    /** Weight of matches by step, beside what their share of the units would give. */
    static List<Map<String, Object>> steps(List<StepHistogram.Bin> bins) {
        double weight = bins.stream().mapToDouble(StepHistogram.Bin::weight).sum();
        double units = bins.stream().mapToDouble(StepHistogram.Bin::units).sum();
        if (bins.size() < 2 || !(weight > 0)) {
            return List.of();
        }
        double[] edges = Arrays.copyOf(numbers(bins, StepHistogram.Bin::firstStep), bins.size() + 1);
        edges[bins.size()] = bins.get(bins.size() - 1).lastStep() + 1.0;
        return List.of(JsonFigure.of(
                        "Matches along the order of training",
                        "Weight of the documents that the texts match, by the step at which they were trained on. Under H0"
                                + " it follows the line, which spreads it evenly over units.",
                        "step of training",
                        "weight of matches")
                .bars("observed", edges, numbers(bins, StepHistogram.Bin::weight))
                .line(
                        "expected under H0",
                        numbers(bins, bin -> (bin.firstStep() + bin.lastStep() + 1) / 2.0),
                        numbers(bins, bin -> weight * bin.units() / units))
                .json());
    }

    /** The score under the true order among those under reshuffled ones. */
    static List<Map<String, Object>> reshuffles(double trueOrder, double[] reshuffled) {
        double[] sorted = reshuffled.clone();
        Arrays.sort(sorted);
        double[] number = new double[sorted.length];
        Arrays.setAll(number, i -> i + 1.0);
        return List.of(JsonFigure.of(
                        "The true order among reshuffled ones",
                        "Each point is a model that was trained on a reshuffled order, from the least to the most likely. The"
                                + " line is the model of the true order: the further it lies to the right of the points, the"
                                + " more the texts depend on that order.",
                        "mean log-likelihood of the texts",
                        "number from below")
                .points("reshuffled orders", sorted, number)
                .mark("true order", trueOrder)
                .json());
    }

    /** What is left of the gain, a series a kind of probe. */
    static List<Map<String, Object>> retention(List<KindDynamics> kinds) {
        JsonFigure figure = JsonFigure.of(
                "Forgetting",
                "Share of the gain that is left, by steps since its peak, with 95 % intervals over facts.",
                "steps since the peak, base-10 logarithm",
                "share of the gain that is left");
        for (KindDynamics kind : kinds) {
            List<RetentionPoint> curve = kind.curve().stream()
                    .filter(point -> point.toSteps() > 0)
                    .filter(point -> drawable(point.retained().interval().low())
                            && drawable(point.retained().interval().high()))
                    .toList();
            if (!curve.isEmpty()) {
                double[] at = numbers(curve, ProvenanceFigures::middle);
                figure = figure.intervals(
                                kind.kind() + ", 95 % interval",
                                at,
                                numbers(
                                        curve,
                                        point -> point.retained().interval().low()),
                                numbers(
                                        curve,
                                        point -> point.retained().interval().high()))
                        .points(
                                kind.kind(),
                                at,
                                numbers(curve, point -> point.retained().value()));
            }
        }
        return figure.series().isEmpty() ? List.of() : List.of(figure.json());
    }

    /** How far each pair of experiments changes the first one's effect. */
    static List<Map<String, Object>> interactions(List<InteractionReport.Pair> pairs) {
        if (pairs.isEmpty()) {
            return List.of();
        }
        double[] number = new double[pairs.size()];
        Arrays.setAll(number, i -> i + 1.0);
        return List.of(JsonFigure.of(
                        "Experiments that disturb each other",
                        "How far the difference of the arms changes where the other experiment is on, with 95 % intervals over"
                                + " clusters; the pairs are numbered as in the table. Around 0 they do not disturb each other.",
                        "pair",
                        "change of the difference")
                .intervals(
                        "95 % interval",
                        number,
                        numbers(pairs, pair -> pair.interaction().interval().low()),
                        numbers(pairs, pair -> pair.interaction().interval().high()))
                .points(
                        "change",
                        number,
                        numbers(pairs, pair -> pair.interaction().value()))
                .json());
    }

    /** Half way between the ends of a span of steps, as base-10 logarithm. */
    private static double middle(RetentionPoint point) {
        double from = Math.max(1, point.fromSteps());
        return Math.log10(Math.sqrt(from * point.toSteps()));
    }

    /** An interval whose end is nowhere would leave nothing of the others to see. */
    private static boolean drawable(double end) {
        return Math.abs(end) < 100;
    }

    /** Mean relative rank of traps by how often they were inserted. */
    static List<Map<String, Object>> doses(String suspect, List<DoseRank> doses) {
        if (doses.size() < 2) {
            return List.of();
        }
        double[] copies = numbers(doses, dose -> Math.log10(dose.copies()));
        double[] ranks = numbers(doses, DoseRank::meanRelativeRank);
        return List.of(JsonFigure.of(
                        "Dose and response: " + suspect,
                        "Mean relative rank of the published traps among their controls, by how often they were inserted:"
                                + " 0 is likeliest, 1/2 is chance.",
                        "copies, base-10 logarithm",
                        "mean relative rank")
                .line("traps of that many copies", copies, ranks)
                .json());
    }

    private static <T> double[] numbers(List<T> rows, ToDoubleFunction<T> value) {
        return rows.stream().mapToDouble(value).toArray();
    }
}
