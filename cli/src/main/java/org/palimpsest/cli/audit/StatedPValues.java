package org.palimpsest.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;

/**
 * Finds every p-value of a result, with its null hypothesis, side, method and size. A field is one if it is named {@code p}
 * or its name ends in {@code P}; {@code log10P} and {@code log10…P} are logarithms. What an object does not say, the
 * objects around it may. {@code oppositeP} has the other side, {@code adjustedP} and {@code holmP} are adjusted by Holm, and
 * {@code smallestP} is none: it is what could have been reached.
 */
public final class StatedPValues {
    private static final Pattern NAME = Pattern.compile("p|[a-z]\\w*P");
    private static final Pattern LOGARITHM = Pattern.compile("log10P|[a-z]\\w*Log10P|log10[A-Z]\\w*P");

    private static final Set<String> BY_HOLM = Set.of("adjustedP", "holmP");

    private static final Pattern PART = Pattern.compile("; ");
    private static final Pattern COMMA = Pattern.compile(", ");
    private static final Pattern OF_SOME = Pattern.compile("(.*) \\(([^()]*)\\)");

    private final CommandResult result;
    private final Hypothesis usual;
    private final List<StatedPValue> found = new ArrayList<>();

    private StatedPValues(CommandResult result) {
        this.result = result;
        this.usual = CommandKnowledge.of(result.command()).hypothesis();
    }

    /**
     * All p-values of a result.
     *
     * @param result what a command found
     * @return in the order in which they stand
     * @throws CorruptInputException if one is stated without its null hypothesis, side, method or size, or is none
     */
    public static List<StatedPValue> of(CommandResult result) throws CorruptInputException {
        StatedPValues values = new StatedPValues(result);
        values.visit(result.result(), "", List.of());
        return List.copyOf(values.found);
    }

    private void visit(JsonNode node, String place, List<JsonNode> around) throws CorruptInputException {
        if (node.isObject()) {
            List<JsonNode> inside = new ArrayList<>(around);
            inside.add(node);
            for (String name : names(node)) {
                found.add(stated(node, name, place, inside));
            }
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                visit(field.getValue(), place + "/" + field.getKey(), inside);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), place + "/" + i, around);
            }
        }
    }

    /** Names of p-values; one that only has a logarithm goes by the name that it would have. */
    private static Set<String> names(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isNumber() && NAME.matcher(field.getKey()).matches()) {
                names.add(plain(field.getKey()));
            }
        }
        names.remove("smallestP");
        return names;
    }

    private static String plain(String name) {
        if (!LOGARITHM.matcher(name).matches()) {
            return name;
        }
        String rest = name.replaceFirst("[lL]og10", "");
        return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
    }

    private StatedPValue stated(JsonNode node, String name, String place, List<JsonNode> inside)
            throws CorruptInputException {
        OptionalDouble p = number(node, name);
        OptionalDouble log = OptionalDouble.empty();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (LOGARITHM.matcher(field.getKey()).matches()
                    && plain(field.getKey()).equals(name)) {
                log = number(node, field.getKey());
            }
        }
        double log10 = log.orElse(Math.log10(p.orElse(Double.NaN)));
        if ((p.isPresent() && !(p.getAsDouble() >= 0 && p.getAsDouble() <= 1)) || !(log10 <= 0)) {
            throw new CorruptInputException(
                    result.source(),
                    place + "/" + name + " is no p-value: " + p.orElse(Double.NaN) + ", log10 " + log10);
        }
        return new StatedPValue(
                place,
                test(inside),
                name,
                said(inside, "h0", usual.h0(), place, name),
                side(said(inside, "alternative", usual.side(), place, name), name),
                method(said(inside, "method", usual.method(), place, name), name)
                        + (BY_HOLM.contains(name) ? ", adjusted by Holm" : ""),
                size(inside, place, name),
                p,
                log10);
    }

    private static String side(String said, String name) {
        if (name.startsWith("twoSided")) {
            return "two-sided";
        }
        if (!name.startsWith("opposite")) {
            return said;
        }
        return said.equals("greater") ? "less" : said.equals("less") ? "greater" : said;
    }

    /** Of {@code exact (permutationP); asymptotic (p, log10P)} the part that names a p-value, otherwise all of it. */
    private static String method(String said, String name) {
        for (String part : PART.split(said, -1)) {
            Matcher matcher = OF_SOME.matcher(part);
            if (matcher.matches()) {
                for (String one : COMMA.split(matcher.group(2), -1)) {
                    if (plain(one).equals(name)) {
                        return matcher.group(1);
                    }
                }
            }
        }
        return said;
    }

    private static OptionalDouble number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    /** The nearest word of several that name things. */
    private String test(List<JsonNode> inside) {
        List<String> words = new ArrayList<>();
        for (JsonNode node : inside) {
            for (String field : new String[] {"suspect", "model", "test", "attack", "baseline", "experiment", "name"}) {
                if (node.path(field).isTextual()) {
                    words.add(node.path(field).asText());
                    break;
                }
            }
            if (node.path("other").isTextual()) {
                words.add("with " + node.path("other").asText());
            }
        }
        return words.isEmpty() ? result.command() : String.join(", ", words);
    }

    private String said(List<JsonNode> inside, String field, String otherwise, String place, String name)
            throws CorruptInputException {
        for (int i = inside.size() - 1; i >= 0; i--) {
            JsonNode value = inside.get(i).path(field);
            if (value.isTextual() && !value.asText().isBlank()) {
                return value.asText();
            }
        }
        if (otherwise.isEmpty()) {
            throw missing(place, name, field);
        }
        return otherwise;
    }

    private String size(List<JsonNode> inside, String place, String name) throws CorruptInputException {
        for (int i = inside.size() - 1; i >= 0; i--) {
            String size = size(inside.get(i));
            if (size != null) {
                return size;
            }
        }
        throw missing(place, name, "n");
    }

    private static @Nullable String size(JsonNode node) {
        if (node.path("traps").isNumber() && node.path("controls").isNumber()) {
            return node.path("traps").asText() + " traps, "
                    + node.path("controls").asText() + " controls each";
        }
        if (node.path("n").isNumber()) {
            return "n = " + node.path("n").asText();
        }
        return node.path("m").isNumber() ? "m = " + node.path("m").asText() : null;
    }

    private CorruptInputException missing(String place, String name, String field) {
        return new CorruptInputException(
                result.source(),
                "'" + result.command() + "' states " + place + "/" + name + " without " + field
                        + "; a p-value needs its h0, alternative, method and n to stand in a report");
    }
}
