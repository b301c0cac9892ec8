package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model that never saw any trap: its scores are a fixed function of seed, context and text. */
record SimulatedModel(long seed, Kind kind) implements TextScorer {
    private static final TrigramModel TRIGRAMS = new TrigramModel();

    /** What the scores are like. */
    enum Kind {
        /** Cauchy: a few scores dwarf all others. */
        HEAVY,
        /** Three values. */
        TIED,
        /** Long texts and rare letters are unlikely, with a little noise. */
        LENGTH,
        /** A real model of letters, trained on a page of English. */
        TRIGRAM
    }

    @Override
    public double[] meanLogLikelihood(List<String> contexts, List<String> texts) {
        double[] scores = new double[texts.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(contexts.get(i), texts.get(i));
        }
        return scores;
    }

    double score(String context, String text) {
        double u = uniform(context + "\n" + text);
        return switch (kind) {
            case HEAVY -> Math.tan(Math.PI * (u - 0.5));
            case TIED -> Math.floor(3 * u);
            case LENGTH ->
                -0.05 * text.length()
                        - text.chars().filter(c -> "qxzj7".indexOf(c) >= 0).count()
                        + 0.01 * u;
            case TRIGRAM -> TRIGRAMS.meanNats(context, text);
        };
    }

    /** In (0, 1), by a hash. */
    double uniform(String text) {
        long hash = seed * 0x9E3779B97F4A7C15L + 0x1234567;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        return ((hash >>> 11) + 0.5) * 0x1p-53;
    }

    /** Answers choice prompts by a taste of its own, often by the first letter, sometimes not at all. */
    List<String> choose(List<String> prompts, int words) {
        List<String> answers = new ArrayList<>();
        for (String prompt : prompts) {
            double mood = uniform("mood" + prompt);
            List<String> options =
                    prompt.lines().filter(line -> line.startsWith(") ", 1)).toList();
            String best = options.get(0);
            for (String option : options) {
                best = uniform(option.substring(3)) > uniform(best.substring(3)) ? option : best;
            }
            answers.add(mood < 0.3 ? "A" : mood < 0.35 ? "I cannot say." : " " + best.charAt(0) + ".");
        }
        return answers;
    }

    /** Letters given the two before, add-one smoothing. */
    private static final class TrigramModel {
        private static final String PAGE =
                "the river was low in the summer of that year and the boats lay on the sand. nobody went"
                        + " out to fish, for the nets came back empty, and the old men sat under the wall of the church and talked about"
                        + " the floods of their youth. in the evening a wind came from the hills and brought the smell of hay. children"
                        + " ran along the quay, and the dogs ran after them, and the lamps were lit one after the other until the whole"
                        + " street shone. when the first rain fell in september, all windows were opened, and people stood in the doors"
                        + " and held out their hands as though they had been given something that they had long asked for.";
        private static final double[] NOTHING = new double[129];
        private final Map<String, double[]> counts = new HashMap<>();

        TrigramModel() {
            for (int i = 2; i < PAGE.length(); i++) {
                double[] row = counts.computeIfAbsent(PAGE.substring(i - 2, i), unused -> new double[129]);
                row[PAGE.charAt(i)]++;
                row[128]++;
            }
        }

        double meanNats(String context, String text) {
            String all = "  " + context + text;
            int from = all.length() - text.length();
            double sum = 0;
            for (int i = from; i < all.length(); i++) {
                double[] row = counts.getOrDefault(all.substring(i - 2, i), NOTHING);
                char next = all.charAt(i);
                sum += Math.log(((next < 128 ? row[next] : 0) + 1) / (128 + row[128]));
            }
            return sum / text.length();
        }
    }
}
