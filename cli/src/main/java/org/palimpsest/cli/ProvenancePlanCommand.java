package org.palimpsest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.provenance.query.QueryForecast;
import org.palimpsest.provenance.query.RowDesign;
import org.palimpsest.stats.PowerPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forecasts how many documents a query test takes. */
@Command(
        name = "plan",
        sortOptions = false,
        description = {
            "Says how many documents a query test takes to reach a p-value with a wanted power, and what they cost.",
            "From a correlation, or from a pilot on documents that the test itself then leaves out. Approximate (Fisher's z)."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance plan --correlation 0.03 --p 1e-8",
            "  palimpsest provenance plan --pilot pilot.json --p 1e-8 --ends 0.1 --seconds 0.1"
        })
final class ProvenancePlanCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--correlation",
            paramLabel = "R",
            description = "Correlation of position and score, in (0, 1): 0.09 for Pythia-6.9b with a good reference.")
    private @Nullable Double correlation;

    @Option(
            names = "--pilot",
            paramLabel = "FILE",
            description = "What provenance query --out wrote for a pilot; its lower confidence bound is planned with.")
    private @Nullable Path pilot;

    @Option(
            names = "--confidence",
            paramLabel = "C",
            defaultValue = "0.9",
            description = "One-sided confidence of that bound, above 0.5 and below 1. Default: ${DEFAULT-VALUE}.")
    private double confidence = 0.9;

    @Option(
            names = "--p",
            paramLabel = "P",
            defaultValue = "1e-8",
            converter = Level.class,
            description = "P-value to reach. Default: ${DEFAULT-VALUE}.")
    private double p = 1e-8;

    @Option(
            names = "--power",
            paramLabel = "CHANCE",
            defaultValue = "0.9",
            description = "Wanted chance of reaching it, above p and below 1. Default: ${DEFAULT-VALUE}.")
    private double power = 0.9;

    @Option(
            names = "--ends",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Share of the order at each end that the cheaper design asks about. Default: ${DEFAULT-VALUE}.")
    private double ends = 0.1;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Seconds that a document takes under all models together; adds the cost.")
    private @Nullable Double seconds;

    @Override
    public Integer call() throws IOException {
        if ((correlation == null) == (pilot == null)) {
            throw common.usage("give the effect once: --correlation R or --pilot FILE");
        }
        RunManifest manifest = common.manifest();
        double planned = pilot != null ? bound(pilot) : common.require(correlation, "--correlation or --pilot");
        if (pilot != null) {
            manifest = manifest.withInput(pilot);
        }
        common.checkOutput();
        common.emit(fields(forecast(planned)), manifest, text(planned));
        return ExitCode.OK.code();
    }

    private QueryForecast forecast(double planned) {
        try {
            return new QueryForecast(planned, p, power);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private RowDesign design() {
        try {
            return new RowDesign(ends, Integer.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private double bound(Path file) throws IOException {
        JsonNode result = WrittenResult.read(file);
        if (!result.path("statistic").isNumber() || !result.path("n").isIntegralNumber()) {
            throw new CorruptInputException(
                    file.toString(), "has no result.statistic and result.n; give what provenance query --out wrote");
        }
        double found;
        try {
            found = PowerPlan.lowerBoundOfCorrelation(
                    result.path("statistic").asDouble(), result.path("n").asLong(), confidence);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
        if (!(found > 0)) {
            throw new CorruptInputException(
                    file.toString(),
                    String.format(
                            Locale.ROOT,
                            "the pilot does not show a correlation above 0 (%.4f on %d documents, lower bound %.4f); ask about"
                                    + " more documents, or find a better reference",
                            result.path("statistic").asDouble(),
                            result.path("n").asLong(),
                            found));
        }
        return found;
    }

    private Map<String, Object> fields(QueryForecast forecast) {
        long all = forecast.documents(RowDesign.ALL);
        long atEnds = forecast.documents(design());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("correlation", forecast.correlation());
        fields.put("pToReach", p);
        fields.put("power", power);
        fields.put("documents", all);
        fields.put("ends", ends);
        fields.put("documentsAtEnds", atEnds);
        if (seconds != null) {
            fields.put("seconds", seconds * all);
            fields.put("secondsAtEnds", seconds * atEnds);
        }
        fields.put("method", "approximate: Fisher's z, one-sided; ends for a straight trend");
        return fields;
    }

    private String text(double planned) {
        QueryForecast forecast = forecast(planned);
        long all = forecast.documents(RowDesign.ALL);
        long atEnds = forecast.documents(design());
        return String.format(Locale.ROOT, """
                correlation %.4f, p %.1e, power %.2f, one-sided
                %,d documents from all of the order%s
                %,d documents from the first and last %.0f %%%s
                """, planned, p, power, all, cost(all), atEnds, 100 * ends, cost(atEnds));
    }

    private String cost(long documents) {
        return seconds == null ? "" : String.format(Locale.ROOT, ", %,.1f hours", seconds * documents / 3600);
    }
}
