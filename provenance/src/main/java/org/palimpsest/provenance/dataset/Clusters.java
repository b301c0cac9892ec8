package org.palimpsest.provenance.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which texts belong together: those of one author, source or document. They share a half of every split and, where all of them
 * are on one side, a label in every permutation.
 *
 * @param of the cluster of each text, numbered from 0 in the order of first texts
 * @param count the number of clusters
 */
@SuppressWarnings("ArrayRecordComponent") // a number a text, copied on the way in and out
public record Clusters(int[] of, int count) {
    /**
     * Copies and checks the numbers.
     *
     * @throws IllegalArgumentException if a number is not in [0, count)
     */
    public Clusters {
        of = of.clone();
        for (int cluster : of) {
            if (cluster < 0 || cluster >= count) {
                throw new IllegalArgumentException("a cluster must be in [0, " + count + "), got " + cluster);
            }
        }
    }

    /**
     * Every text on its own.
     *
     * @param texts number of texts
     */
    public static Clusters singletons(int texts) {
        int[] numbers = new int[texts];
        Arrays.setAll(numbers, i -> i);
        return new Clusters(numbers, texts);
    }

    /**
     * Clusters by name.
     *
     * @param names the name of each text's cluster; null: the text is on its own
     */
    public static Clusters named(List<? extends @Nullable String> names) {
        Map<String, Integer> known = new HashMap<>();
        int[] numbers = new int[names.size()];
        int next = 0;
        for (int i = 0; i < numbers.length; i++) {
            String name = names.get(i);
            Integer number = name == null ? null : known.get(name);
            numbers[i] = number == null ? next++ : number;
            if (name != null && number == null) {
                known.put(name, numbers[i]);
            }
        }
        return new Clusters(numbers, next);
    }

    /** A copy of the numbers. */
    @Override
    public int[] of() {
        return of.clone();
    }

    /** How many texts there are. */
    public int texts() {
        return of.length;
    }

    /**
     * Whether some cluster holds suspect and other texts. Then labels are permuted within clusters, else between them.
     *
     * @param suspect for each text whether it is of the suspect set
     * @throws IllegalArgumentException if there are not as many labels as texts
     */
    public boolean mixed(boolean[] suspect) {
        requireAsMany(suspect.length);
        int[] seen = new int[count];
        for (int i = 0; i < of.length; i++) {
            seen[of[i]] |= suspect[i] ? 1 : 2;
        }
        return Arrays.stream(seen).anyMatch(kinds -> kinds == 3);
    }

    /** The clusters of some texts, in their order. */
    Clusters only(int[] texts) {
        return named(Arrays.stream(texts).mapToObj(i -> String.valueOf(of[i])).toList());
    }

    void requireAsMany(int labels) {
        if (labels != of.length) {
            throw new IllegalArgumentException(
                    "suspect must hold a label for each of the " + of.length + " texts, got " + labels);
        }
    }
}
