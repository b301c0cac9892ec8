package org.palimpsest.traps.family;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fictitious facts: an invented entity and a value for each of its attributes. The entity is shared by all candidates of a trap,
 * the values are uniform and independent and tell candidates apart. A model is asked about plain statements, {@code The ATTRIBUTE
 * of ENTITY is VALUE.}; what is published are documents in several styles that say the same.
 *
 * <p>Cui, Wei, Swayamdipta and Jia, "Robust Data Watermarking in Language Models by Injecting Fictitious Knowledge", Findings of
 * ACL 2025, arXiv 2503.04036 (four attributes of 50 options; the statement is theirs, the documents are templates here).
 *
 * @param schema attributes and options
 * @param documents number of documents that are written of a fact, 1 to 400
 */
public record FactFamily(FactSchema schema, int documents) implements TrapFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "fact";

    private static final int MAXIMUM_DOCUMENTS = 400;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the number of documents is out of range, or more than half of what the schema gives
     */
    public FactFamily {
        long most = Math.min(MAXIMUM_DOCUMENTS, FactDocuments.atLeast(schema) / 2);
        if (documents < 1 || documents > most) {
            throw new IllegalArgumentException("documents must be in [1, " + most + "], got " + documents);
        }
    }

    /**
     * Villages, twelve documents a fact, 22.6 bits.
     *
     * @return the default family
     */
    public static FactFamily withDefaults() {
        return new FactFamily(FactSchema.village(), 12);
    }

    /**
     * The same family with another schema.
     *
     * @param other attributes and options
     * @return a new family
     */
    public FactFamily withSchema(FactSchema other) {
        return new FactFamily(other, documents);
    }

    /**
     * The same family with another number of documents.
     *
     * @param number 1 to 400
     * @return a new family
     * @throws IllegalArgumentException if out of range
     */
    public FactFamily withDocuments(int number) {
        return new FactFamily(schema, number);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Draws entity and values from one stream; candidates of a trap are drawn by the other method. */
    @Override
    public String draw(KeyedStream stream) {
        return draw(stream, stream);
    }

    @Override
    public String draw(KeyedStream trap, KeyedStream candidate) {
        String entity = drawEntity(trap);
        List<String> values = schema.attributes().stream()
                .map(attribute -> attribute
                        .options()
                        .get(candidate.nextInt(attribute.options().size())))
                .toList();
        return new FactStatement(entity, values).text(schema);
    }

    /**
     * Draws the entity of a trap.
     *
     * @param trap source of what all candidates of a trap share
     * @return an invented name
     */
    public String drawEntity(KeyedStream trap) {
        return EntityNames.draw(trap);
    }

    @Override
    public List<String> wordings(String text, KeyedStream stream) {
        FactStatement statement = FactStatement.parse(schema, text);
        Set<String> written = new LinkedHashSet<>();
        while (written.size() < documents) {
            written.add(FactDocuments.write(schema, statement, written.size(), stream));
        }
        return List.copyOf(written);
    }

    @Override
    public double entropyBits() {
        return schema.attributes().stream()
                        .mapToDouble(attribute -> Math.log(attribute.options().size()))
                        .sum()
                / Math.log(2);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("schema", schema.name());
        options.put("documents", documents);
        if (!schema.equals(FactSchema.village())) {
            options.put(
                    "attributes",
                    schema.attributes().stream()
                            .map(attribute -> {
                                Map<String, Object> map = new LinkedHashMap<>();
                                map.put("name", attribute.name());
                                map.put("options", attribute.options());
                                return map;
                            })
                            .toList());
        }
        return options;
    }

    /**
     * Builds the family from what {@link #options()} returned.
     *
     * @param map names and values
     * @return the family
     * @throws IllegalArgumentException if an option is missing, of the wrong type or out of range, or the schema is unknown
     */
    static FactFamily of(Map<String, Object> map) {
        OptionMap options = new OptionMap(NAME, map);
        String name = options.text("schema");
        if (!options.has("attributes") && !name.equals(FactSchema.VILLAGE)) {
            throw new IllegalArgumentException(
                    "schema must be \"" + FactSchema.VILLAGE + "\" or come with its attributes, got \"" + name + "\"");
        }
        FactSchema schema = options.has("attributes")
                ? new FactSchema(
                        name,
                        options.objects("attributes").stream()
                                .map(attribute -> new FactAttribute(attribute.text("name"), attribute.texts("options")))
                                .toList())
                : FactSchema.village();
        return new FactFamily(schema, options.integer("documents"));
    }
}
