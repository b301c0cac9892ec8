package org.palimpsest.traps.family;

import java.util.ArrayList;
import java.util.List;

/**
 * What is stated of an entity: a value for every attribute of a schema.
 *
 * @param entity its name
 * @param values one of the options of each attribute, in the order of the schema
 */
public record FactStatement(String entity, List<String> values) {
    private static final String IS = " is ";

    /** Copies. */
    public FactStatement {
        values = List.copyOf(values);
    }

    /**
     * The statement of one attribute without its value: what a model is given to say the value.
     *
     * @param attribute the attribute
     * @return {@code The ATTRIBUTE of ENTITY is}
     */
    public String prompt(FactAttribute attribute) {
        return "The " + attribute.name() + " of " + entity + " is";
    }

    /**
     * The text that is tested: a sentence an attribute.
     *
     * @param schema its attributes
     * @return {@code The ATTRIBUTE of ENTITY is VALUE.} for each, joined by spaces
     */
    public String text(FactSchema schema) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            sentences.add(prompt(schema.attributes().get(i)) + " " + values.get(i) + ".");
        }
        return String.join(" ", sentences);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param schema its attributes
     * @param text the text
     * @return the statement
     * @throws IllegalArgumentException if the text is none of this schema
     */
    public static FactStatement parse(FactSchema schema, String text) {
        String start = "The " + schema.attributes().get(0).name() + " of ";
        int is = text.indexOf(IS, start.length());
        if (!text.startsWith(start) || is < 0) {
            throw notOne(schema, text);
        }
        FactStatement statement = new FactStatement(text.substring(start.length(), is), List.of());
        List<String> values = new ArrayList<>();
        int at = 0;
        for (FactAttribute attribute : schema.attributes()) {
            String prompt = statement.prompt(attribute) + " ";
            int stop = text.indexOf('.', at);
            if (stop < 0
                    || !text.startsWith(prompt, at)
                    || !attribute.options().contains(text.substring(at + prompt.length(), stop))) {
                throw notOne(schema, text);
            }
            values.add(text.substring(at + prompt.length(), stop));
            at = stop + 2;
        }
        return new FactStatement(statement.entity, values);
    }

    private static IllegalArgumentException notOne(FactSchema schema, String text) {
        return new IllegalArgumentException(
                "text must be a statement of schema \"" + schema.name() + "\", got \"" + text + "\"");
    }
}
