package org.palimpsest.traps.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.palimpsest.traps.detection.SimulatedModel.Kind;

/** Adversaries that need no trained model. */
final class Adversaries {
    private Adversaries() {}

    static List<Adversary> all() {
        return List.of(
                new None(),
                new PerplexityFilter(-3.4),
                new CountFilter(4),
                new Paraphrase(0.7),
                new Quantised(1.5),
                new Refusing());
    }

    /** Nobody. */
    record None() implements Adversary {
        @Override
        public String name() {
            return "none";
        }
    }

    /** Drops copies whose letters are less likely than a limit in nats a letter. */
    record PerplexityFilter(double least) implements Adversary {
        @Override
        public String name() {
            return "perplexity filter";
        }

        @Override
        public Optional<String> copy(String published, int repetitions, RandomGenerator random) {
            double nats = new SimulatedModel(0, Kind.TRIGRAM).score("", published);
            return nats < least ? Optional.empty() : Optional.of(published);
        }
    }

    /** Drops texts whose eight words in a row occur more often than a limit. */
    record CountFilter(int most) implements Adversary {
        @Override
        public String name() {
            return "8-gram counts";
        }

        @Override
        public Optional<String> copy(String published, int repetitions, RandomGenerator random) {
            return published.split(" ").length >= 8 && repetitions > most ? Optional.empty() : Optional.of(published);
        }
    }

    /** Writes a share of the words anew. */
    record Paraphrase(double share) implements Adversary {
        @Override
        public String name() {
            return "paraphrase";
        }

        @Override
        public Optional<String> copy(String published, int repetitions, RandomGenerator random) {
            return Optional.of(Arrays.stream(published.split(" "))
                    .map(word -> random.nextDouble() < share ? "other" : word)
                    .collect(Collectors.joining(" ")));
        }
    }

    /** Rounds scores. */
    record Quantised(double step) implements Adversary {
        @Override
        public String name() {
            return "quantised scores";
        }

        @Override
        public double score(double score) {
            return step * Math.rint(score / step);
        }
    }

    /** Answers nothing. */
    record Refusing() implements Adversary {
        @Override
        public String name() {
            return "refusing prompt (text alone)";
        }

        @Override
        public List<String> answers(List<String> answers) {
            return answers.stream()
                    .map(answer -> "I am sorry, but I cannot help with that.")
                    .toList();
        }
    }
}
