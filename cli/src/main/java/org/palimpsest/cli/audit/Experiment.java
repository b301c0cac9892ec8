package org.palimpsest.cli.audit;

import java.util.List;

/**
 * Commands to run one after another, and what the last of them must find.
 *
 * @param name what messages and files call it
 * @param about what it shows, or empty
 * @param commands words of each, without the name of the program
 * @param expectations of the last one's result
 */
public record Experiment(String name, String about, List<List<String>> commands, List<Expectation> expectations) {
    /** Copies the lists. */
    public Experiment {
        commands = commands.stream().map(List::copyOf).toList();
        expectations = List.copyOf(expectations);
    }

    /**
     * The experiment with folders in place of {@code ${here}} and {@code ${out}}.
     *
     * @param here folder of the file that describes it
     * @param out folder for what its commands write
     * @return the same with paths
     */
    public Experiment at(String here, String out) {
        return new Experiment(
                name,
                about,
                commands.stream()
                        .map(words -> words.stream()
                                .map(word -> word.replace("${here}", here).replace("${out}", out))
                                .toList())
                        .toList(),
                expectations);
    }
}
