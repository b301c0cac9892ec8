package org.palimpsest.traps.detection;

import java.util.Arrays;
import java.util.List;
import org.palimpsest.traps.registry.TrapCandidates;

/** The question which of several texts a model has seen. */
record ChoicePrompt(String beginning, List<String> texts) {
    static ChoicePrompt of(TrapCandidates trap, int[] players, ChoiceOf choice, int words) {
        List<String> texts = Arrays.stream(players).mapToObj(trap.texts()::get).toList();
        if (choice == ChoiceOf.TEXTS) {
            return new ChoicePrompt("", texts);
        }
        List<String> published = words(trap, trap.publishedText(), words);
        return new ChoicePrompt(
                String.join(" ", published.subList(0, published.size() - words)),
                texts.stream()
                        .map(text -> words(trap, text, words))
                        .map(all -> String.join(" ", all.subList(all.size() - words, all.size())))
                        .toList());
    }

    private static List<String> words(TrapCandidates trap, String text, int last) {
        List<String> all = List.of(text.strip().split("\\s+"));
        if (all.size() <= last) {
            throw new IllegalArgumentException(
                    "trap " + trap.id() + " must have more than " + last + " words, got " + all.size());
        }
        return all;
    }

    /** The prompt with these texts in this order. */
    String ask(int[] order) {
        StringBuilder prompt = new StringBuilder(
                beginning.isEmpty()
                        ? "Exactly one of these texts occurs in documents that you have read:\n"
                        : "A text that you have read begins with:\n" + beginning
                                + "\nIt continues with one of these:\n");
        for (int i = 0; i < order.length; i++) {
            prompt.append((char) ('A' + i))
                    .append(") ")
                    .append(texts.get(order[i]))
                    .append('\n');
        }
        return prompt.append("Answer with its letter alone.\nAnswer:").toString();
    }
}
