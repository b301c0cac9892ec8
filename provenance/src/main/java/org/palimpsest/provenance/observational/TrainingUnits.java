package org.palimpsest.provenance.observational;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.index.SuffixArrayIndex;

/**
 * What was shuffled: steps or documents, each with its time, its size and its stratum. Documents without a step are in no unit.
 *
 * @param times training steps, one for each unit
 * @param sizes tokens of each unit
 * @param strata units change places only inside a stratum; small numbers from 0
 * @param unitOf the unit of each document of the corpus, -1 for none
 */
@SuppressWarnings("ArrayRecordComponent") // a number a document; copied on the way in, read here and by the test
public record TrainingUnits(double[] times, double[] sizes, int[] strata, int[] unitOf) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if times, sizes and strata are not equally many, or a stratum is negative
     */
    public TrainingUnits {
        if (times.length != sizes.length || times.length != strata.length) {
            throw new IllegalArgumentException("times, sizes and strata must be equally many, got " + times.length
                    + ", " + sizes.length + " and " + strata.length);
        }
        for (int stratum : strata) {
            if (stratum < 0) {
                throw new IllegalArgumentException("strata must be at least 0, got " + stratum);
            }
        }
        times = times.clone();
        sizes = sizes.clone();
        strata = strata.clone();
        unitOf = unitOf.clone();
    }

    /**
     * How units are made of documents.
     *
     * @param kind steps or documents
     * @param epochSteps every so many steps a new stratum begins, as each epoch has an order of its own; 0 for one stratum
     * @param field documents change places only if this field of their metadata is equal, such as {@code source}; a dot leads
     *     into an object. Empty for all documents alike
     */
    public record Grouping(UnitKind kind, long epochSteps, String field) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if {@code epochSteps} is negative, or a field is given for steps
         */
        public Grouping {
            if (epochSteps < 0) {
                throw new IllegalArgumentException("epochSteps must be at least 0, got " + epochSteps);
            }
            if (!field.isEmpty() && kind == UnitKind.STEP) {
                throw new IllegalArgumentException(
                        "strata by " + field + " need units of one document, for a step holds documents of several");
            }
        }

        /**
         * Steps, one stratum.
         *
         * @return the defaults
         */
        public static Grouping defaults() {
            return new Grouping(UnitKind.STEP, 0, "");
        }
    }

    /**
     * The units of an index. O(documents); with a field every document's line is read.
     *
     * @param index built with the trainer's order
     * @param grouping how
     * @return the units, steps in their order, documents in that of the corpus
     * @throws IllegalArgumentException if the index has no steps, or a document lacks the field
     */
    public static TrainingUnits of(SuffixArrayIndex index, Grouping grouping) {
        if (!index.hasSteps()) {
            throw new IllegalArgumentException("the index has no training steps, so matches cannot be put in time;"
                    + " build it again with --transcript FILE");
        }
        int documents = Math.toIntExact(index.documents());
        long[] steps = new long[documents];
        for (int d = 0; d < documents; d++) {
            OptionalLong step = index.step(d);
            steps[d] = step.isPresent() ? step.getAsLong() : -1;
        }
        long[] times = times(steps, grouping.kind());
        int[] unitOf = new int[documents];
        double[] sizes = new double[times.length];
        int[] strata = new int[times.length];
        Map<String, Integer> labels = new HashMap<>();
        int next = 0;
        for (int d = 0; d < documents; d++) {
            int unit = steps[d] < 0
                    ? -1
                    : grouping.kind() == UnitKind.STEP ? Arrays.binarySearch(times, steps[d]) : next++;
            unitOf[d] = unit;
            if (unit >= 0) {
                sizes[unit] += index.documentLength(d);
                String label = label(index, d, steps[d], grouping);
                strata[unit] = labels.computeIfAbsent(label, key -> labels.size());
            }
        }
        return new TrainingUnits(Arrays.stream(times).asDoubleStream().toArray(), sizes, strata, unitOf);
    }

    /** The time of each unit: every step once, or the step of every document that has one. */
    private static long[] times(long[] steps, UnitKind kind) {
        long[] known = Arrays.stream(steps).filter(step -> step >= 0).toArray();
        return kind == UnitKind.DOCUMENT
                ? known
                : Arrays.stream(known).sorted().distinct().toArray();
    }

    private static String label(SuffixArrayIndex index, int document, long step, Grouping grouping) {
        String epoch = grouping.epochSteps() == 0 ? "" : Long.toString(step / grouping.epochSteps());
        return grouping.field().isEmpty() ? epoch : epoch + " " + value(index, document, grouping.field());
    }

    private static String value(SuffixArrayIndex index, int document, String field) {
        JsonNode node;
        try {
            node = JSON.readTree(index.documentDescription(document)).path("metadata");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the index gave a description that is not JSON", e);
        }
        for (String name : field.split("\\.", -1)) {
            node = node.path(name);
        }
        if (node.isMissingNode() || node.isNull()) {
            throw new IllegalArgumentException(
                    "document " + index.documentId(document) + " has no " + field + ", so it is in no stratum");
        }
        return node.asText();
    }

    /** How many units there are. */
    public int count() {
        return times.length;
    }

    /** Documents of the corpus without a step. */
    public long documentsWithoutStep() {
        return Arrays.stream(unitOf).filter(unit -> unit < 0).count();
    }

    /**
     * Sums weights of documents by unit.
     *
     * @param documentWeights one for each document of the corpus
     * @return one for each unit
     * @throws IllegalArgumentException if there are not as many as documents
     */
    public double[] sum(double[] documentWeights) {
        if (documentWeights.length != unitOf.length) {
            throw new IllegalArgumentException("weights must be as many as the " + unitOf.length
                    + " documents of the corpus, got " + documentWeights.length);
        }
        double[] sums = new double[times.length];
        for (int d = 0; d < unitOf.length; d++) {
            if (unitOf[d] >= 0) {
                sums[unitOf[d]] += documentWeights[d];
            }
        }
        return sums;
    }

    /** Returns a copy of the times. */
    @Override
    public double[] times() {
        return times.clone();
    }

    /** Returns a copy of the sizes. */
    @Override
    public double[] sizes() {
        return sizes.clone();
    }

    /** Returns a copy of the strata. */
    @Override
    public int[] strata() {
        return strata.clone();
    }

    /** Returns a copy of the units of documents. */
    @Override
    public int[] unitOf() {
        return unitOf.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainingUnits that
                && Arrays.equals(times, that.times)
                && Arrays.equals(sizes, that.sizes)
                && Arrays.equals(strata, that.strata)
                && Arrays.equals(unitOf, that.unitOf);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(times) * 31 + Arrays.hashCode(unitOf);
    }
}
