package org.palimpsest.traps.generation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.palimpsest.traps.family.FactAttribute;
import org.palimpsest.traps.family.FactFamily;
import org.palimpsest.traps.family.FactSchema;
import org.palimpsest.traps.family.FactStatement;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.ListOrigin;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;

/**
 * Fictitious facts whose values a model neither guesses nor finds absurd: for every entity the model is asked how likely each option
 * is after its prompt, and only options inside a band stay. Candidates are uniform among the combinations of those, all different;
 * the filter comes before the draw of what is published, so it is the same for all candidates of a trap. An entity with too few
 * combinations left is refused and the next one drawn. Cost: one short text an option and entity.
 *
 * @param family schema and documents
 * @param keyword asks the model
 * @param band probabilities that stay
 * @param mode what the model is told before
 */
public record UnguessableFacts(FactFamily family, KeywordProbability keyword, ProbabilityBand band, GuessMode mode) {
    /** Entities that may be refused for each that is wanted. */
    private static final int TRIES = 10;

    /**
     * Makes groups of candidates.
     *
     * @param traps groups, 1 or more
     * @param controls controls a trap, 0 or more
     * @param stream source of all randomness; entity e takes the streams {@code entity|e} and {@code values|e}
     * @return the groups
     * @throws IllegalArgumentException if a number is out of range, or too many entities are refused: the band suits the model
     *     ill
     */
    public FactList make(int traps, int controls, KeyedStream stream) {
        if (traps < 1 || controls < 0) {
            throw new IllegalArgumentException(
                    "traps must be 1 or more and controls 0 or more, got " + traps + " and " + controls);
        }
        List<List<ListedCandidate>> groups = new ArrayList<>();
        Set<String> entities = new LinkedHashSet<>();
        long left = 0;
        long asked = 0;
        int entity = 0;
        for (; groups.size() < traps && entity < (long) TRIES * traps; entity++) {
            String name = family.drawEntity(stream.relabelled("entity|" + entity));
            List<List<String>> options = optionsInBand(name);
            left += options.stream().mapToInt(List::size).sum();
            asked += options.size();
            double combinations = options.stream().mapToDouble(List::size).reduce(1, (a, b) -> a * b);
            if (combinations >= 2.0 * (controls + 1) && entities.add(name)) {
                groups.add(group(name, options, controls + 1, stream.relabelled("values|" + entity)));
            }
        }
        if (groups.size() < traps) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the band %s-%s must leave enough values for %d traps of %d candidates, got %d traps of %d entities, %.1f values"
                            + " an attribute",
                    band.low(),
                    band.high(),
                    traps,
                    controls + 1,
                    groups.size(),
                    entity,
                    (double) left / asked));
        }
        ListedCandidates list =
                new ListedCandidates(FactFamily.NAME, groups, ListOrigin.drawn().withMade(made()));
        return new FactList(list, entity - traps, (double) left / asked);
    }

    private List<List<String>> optionsInBand(String entity) {
        FactStatement subject = new FactStatement(entity, List.of());
        List<List<String>> kept = new ArrayList<>();
        for (FactAttribute attribute : family.schema().attributes()) {
            String told = mode == GuessMode.BLIND
                    ? ""
                    : "The " + attribute.name() + " is one of: " + String.join(", ", attribute.options()) + ". ";
            String prompt = told + subject.prompt(attribute);
            double[] logs = keyword.logProbabilityNats(
                    attribute.options().stream().map(option -> prompt).toList(), attribute.options());
            List<String> options = new ArrayList<>();
            for (int i = 0; i < logs.length; i++) {
                if (band.contains(Math.exp(logs[i]))) {
                    options.add(attribute.options().get(i));
                }
            }
            kept.add(options);
        }
        return kept;
    }

    private List<ListedCandidate> group(String entity, List<List<String>> options, int size, KeyedStream stream) {
        FactSchema schema = family.schema();
        Set<String> texts = new LinkedHashSet<>();
        while (texts.size() < size) {
            List<String> values = options.stream()
                    .map(own -> own.get(stream.nextInt(own.size())))
                    .toList();
            texts.add(new FactStatement(entity, values).text(schema));
        }
        List<ListedCandidate> group = new ArrayList<>();
        for (String text : texts) {
            group.add(new ListedCandidate(text, family.wordings(text, stream)));
        }
        return group;
    }

    private Map<String, Object> made() {
        Map<String, Object> made = new LinkedHashMap<>(family.options());
        made.put("guess", mode.name().toLowerCase(Locale.ROOT));
        made.put("low", band.low());
        made.put("high", band.high());
        made.put("model", keyword.scorer().fingerprint());
        return made;
    }
}
