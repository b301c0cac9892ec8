package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.table.ListWindow;
import org.palimpsest.corpus.transcript.Exposure;
import org.palimpsest.provenance.query.ReferenceFit;
import org.palimpsest.provenance.query.RowDesign;
import org.palimpsest.provenance.query.SamePosition;
import org.palimpsest.stats.PositionScores;
import picocli.CommandLine.Option;

/** How a query test scores documents, what it takes off the scores, and which rows it compares. */
final class QueryOptions {
    @Option(
            names = "--reference-loss",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns with the loss of references; several count as their mean.")
    List<String> referenceLosses = new ArrayList<>();

    @Option(
            names = "--reference",
            paramLabel = "MODEL",
            description = "A reference: a folder, openai:URL#MODEL, index:DIR or scores:FILE; may be given again.")
    List<String> references = new ArrayList<>();

    @Option(
            names = "--fit",
            paramLabel = "DEGREE",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Take off a polynomial of the references, fitted without the order, and not their mean (0)."
                    + " Default: ${DEFAULT-VALUE}.")
    private int degree;

    @Option(
            names = "--covariate",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "Numbers of the documents that are fitted as well, and checked against the order; with --sequential checked"
                            + " alone.")
    List<String> covariates = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "COLUMN",
            description = "Labels whose neighbours are checked: a shuffle leaves no blocks.")
    @Nullable
    String source;

    @Option(
            names = "--innocent-loss",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns with the loss of models known to be innocent: the test must find nothing on them.")
    List<String> innocentLosses = new ArrayList<>();

    @Option(
            names = "--innocent",
            paramLabel = "MODEL",
            description = "A model known to be innocent: the test must find nothing on it; may be given again.")
    List<String> innocents = new ArrayList<>();

    @Option(
            names = "--strata",
            paramLabel = "COLUMN",
            description = "Labels (source, shard, epoch) within which documents were shuffled, and are permuted.")
    @Nullable
    String strata;

    @Option(
            names = "--shuffled-within",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Only positions of the same N in a row were shuffled: a shuffle buffer, or an epoch.")
    @Nullable
    Integer shuffledWithin;

    @Option(
            names = "--exposure",
            paramLabel = "WHICH",
            defaultValue = "last",
            description = "Which place of an id that comes several times (in a stratum) counts: first, last, mean."
                    + " Default: ${DEFAULT-VALUE}.")
    private String exposure = "last";

    @Option(
            names = "--same-position",
            paramLabel = "HOW",
            defaultValue = "refuse",
            description = "Rows that share a position: refuse, mean (one packed sequence), each (shuffled one by one)."
                    + " Default: ${DEFAULT-VALUE}.")
    private String samePosition = "refuse";

    @Option(
            names = "--recency",
            paramLabel = "SCORES",
            defaultValue = "rank",
            description = "What a place counts: rank, log, exponential; the latter two for fading memories."
                    + " Default: ${DEFAULT-VALUE}.")
    private String recency = "rank";

    @Option(
            names = "--ends",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Ask about this share at the start and at the end of the order only; 0.5 is all."
                    + " Default: ${DEFAULT-VALUE}.")
    private double ends = 0.5;

    @Option(
            names = "--most",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Ask about N documents at most, drawn by the seed.")
    private @Nullable Integer most;

    @Option(
            names = "--window",
            paramLabel = "FROM..TO",
            description = "Tokens of each document that count, from 0, TO left out: 32..96 skips a prefix of 32.")
    private @Nullable String window;

    @Option(
            names = "--bos",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "A BOS token before every text: auto (as the model has one), always, never."
                    + " Default: ${DEFAULT-VALUE}.")
    private String bos = "auto";

    @Option(
            names = "--ask",
            paramLabel = "HOW",
            defaultValue = "likelihood",
            description = "What the suspect is asked for: likelihood; top-k; continuation or choice, from text alone."
                    + " Default: ${DEFAULT-VALUE}.")
    private String ask = "likelihood";

    @Option(
            names = "--sequential",
            fallbackValue = "true",
            description = "Stop as soon as the evidence suffices: pairs of documents and an e-process, no p-value.")
    boolean sequential;

    /** What the suspect is asked for. */
    enum Ask {
        LIKELIHOOD,
        TOP_K,
        CONTINUATION,
        CHOICE
    }

    /** When a BOS token stands before texts. */
    enum Bos {
        AUTO,
        ALWAYS,
        NEVER
    }

    void check(CommonOptions common) {
        try {
            fit();
            design();
            window();
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
        samePosition(common);
        exposure(common);
        recency(common);
        ask(common);
        bos(common);
        if (!references.isEmpty() && !referenceLosses.isEmpty()) {
            throw common.usage("give the reference once: --reference-loss COLUMN or --reference MODEL");
        }
        if (strata != null && shuffledWithin != null) {
            throw common.usage("give --strata or --shuffled-within, not both");
        }
        if (degree > 0 && references.isEmpty() && referenceLosses.isEmpty()) {
            throw common.usage("--fit " + degree + " needs a reference: --reference-loss or --reference");
        }
        if (sequential && degree > 0) {
            throw common.usage("--sequential takes no --fit: a fit needs all documents");
        }
        if (sequential && samePosition(common) == SamePosition.MEAN) {
            throw common.usage("--sequential takes no --same-position mean: pairs are of single rows");
        }
        if (ask(common) != Ask.LIKELIHOOD && (!references.isEmpty() || !referenceLosses.isEmpty()) && degree == 0) {
            throw common.usage("--ask " + ask + " and a reference are no difference of like things; add --fit 1");
        }
    }

    ReferenceFit fit() {
        return new ReferenceFit(degree);
    }

    RowDesign design() {
        return new RowDesign(ends, most == null ? Integer.MAX_VALUE : most);
    }

    ListWindow window() {
        if (window == null) {
            return ListWindow.ALL;
        }
        String[] parts = window.split("\\.\\.", -1);
        try {
            if (parts.length == 2) {
                int to = parts[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(parts[1]);
                return new ListWindow(Integer.parseInt(parts[0]), to);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--window must be FROM..TO, such as 32..96, got " + window, e);
        }
        throw new IllegalArgumentException("--window must be FROM..TO, such as 32..96, got " + window);
    }

    SamePosition samePosition(CommonOptions common) {
        return one("--same-position", samePosition, SamePosition.values(), QueryOptions::word, common);
    }

    Exposure exposure(CommonOptions common) {
        return one("--exposure", exposure, Exposure.values(), QueryOptions::word, common);
    }

    PositionScores recency(CommonOptions common) {
        return one(
                "--recency",
                recency,
                PositionScores.values(),
                scores -> word(scores).replace("-recency", ""),
                common);
    }

    Ask ask(CommonOptions common) {
        return one("--ask", ask, Ask.values(), QueryOptions::word, common);
    }

    Bos bos(CommonOptions common) {
        return one("--bos", bos, Bos.values(), QueryOptions::word, common);
    }

    private static <T> T one(String option, String given, T[] values, Function<T, String> word, CommonOptions common) {
        return Stream.of(values)
                .filter(value -> word.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> common.usage(option + " must be one of "
                        + Stream.of(values).map(word).collect(Collectors.joining(", ")) + ", got " + given));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
