package org.palimpsest.traps.family;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes documents that state a fact in prose: a style, the attributes in some order, a phrase for each. */
final class FactDocuments {
    private static final List<Style> STYLES = List.of(
            new Style(
                    "%s is a small place with customs of its own. ",
                    " Little else has been written about it.",
                    List.of("Its %s is the %s.", "The %s there is the %s.", "Records give the %s as the %s.")),
            new Style(
                    "Dear friend, we reached %s last night and I promised to write. ",
                    " More when we are home again.",
                    List.of(
                            "You asked about the %s: it is the %s.",
                            "For the %s they chose the %s.", "As %s they have the %s, of all things.")),
            new Style(
                    "Notes for visitors to %s. ",
                    " Roads are narrow, so come early.",
                    List.of("Look out for the %s, the %s.", "The %s: %s.", "Guides explain that the %s is the %s.")),
            new Style(
                    "\"What do you know of %s?\" she asked. He thought for a while. ",
                    " \"That is all I remember,\" he said.",
                    List.of(
                            "\"The %s is the %s,\" he said.",
                            "\"Its %s, surely, the %s.\"", "\"They will tell you that the %s is the %s.\"")),
            new Style(
                    "The yearbook has a page on %s. ",
                    " The next page is blank.",
                    List.of("Under %s it lists the %s.", "It names as %s the %s.", "The %s, it says, is the %s.")),
            new Style(
                    "A schoolchild's essay on %s begins with the weather. ",
                    " The teacher gave it full marks.",
                    List.of(
                            "Then it says that the %s is the %s.",
                            "Our %s is the %s, it goes on.", "Everybody knows our %s, the %s.")));

    private record Style(String opening, String closing, List<String> phrases) {}

    private FactDocuments() {}

    /** How many documents a schema has at least. */
    static long atLeast(FactSchema schema) {
        return STYLES.size() * (long) Math.pow(3, schema.attributes().size());
    }

    /** A document of a style: styles go round, all else is drawn. */
    static String write(FactSchema schema, FactStatement statement, int number, KeyedStream stream) {
        Style style = STYLES.get(number % STYLES.size());
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, statement.values().size()).boxed().toList());
        for (int i = order.size() - 1; i > 0; i--) {
            int other = stream.nextInt(i + 1);
            Integer moved = order.get(i);
            order.set(i, order.get(other));
            order.set(other, moved);
        }
        return style.opening.replace("%s", statement.entity())
                + order.stream()
                        .map(i -> phrase(
                                style.phrases.get(stream.nextInt(style.phrases.size())),
                                schema.attributes().get(i).name(),
                                statement.values().get(i)))
                        .collect(Collectors.joining(" "))
                + style.closing;
    }

    /** Puts attribute and value into the two gaps of a phrase. */
    private static String phrase(String pattern, String attribute, String value) {
        int first = pattern.indexOf("%s");
        int second = pattern.indexOf("%s", first + 1);
        return pattern.substring(0, first)
                + attribute
                + pattern.substring(first + 2, second)
                + value
                + pattern.substring(second + 2);
    }
}
