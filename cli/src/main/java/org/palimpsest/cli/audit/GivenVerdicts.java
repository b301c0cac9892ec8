package org.palimpsest.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.PValueFormat;
import org.palimpsest.cli.report.VerdictCard;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.stats.Verdict;

/** The verdicts of a result as cards: those of its parts, such as several suspects, otherwise its own. */
final class GivenVerdicts {
    /** Where one of these stands, it is what the verdict rests on: exact, and adjusted. */
    private static final Set<String> DECIDING = Set.of("permutationP", "rankP", "adjustedP");

    private final CommandResult result;
    private final List<StatedPValue> stated;

    GivenVerdicts(CommandResult result, List<StatedPValue> stated) {
        this.result = result;
        this.stated = stated;
    }

    List<VerdictCard> cards() throws CorruptInputException {
        List<VerdictCard> cards = new ArrayList<>();
        inside(result.result(), "", cards);
        VerdictCard own = cards.isEmpty() ? card(result.result(), "") : null;
        if (own != null) {
            cards.add(own);
        }
        return cards;
    }

    private void inside(JsonNode node, String place, List<VerdictCard> cards) throws CorruptInputException {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String below = place + "/" + field.getKey();
            for (int i = 0; field.getValue().isArray() && i < field.getValue().size(); i++) {
                JsonNode part = field.getValue().get(i);
                VerdictCard card = part.isObject() ? card(part, below + "/" + i) : null;
                if (card != null) {
                    cards.add(card);
                }
            }
        }
    }

    private @Nullable VerdictCard card(JsonNode node, String place) throws CorruptInputException {
        JsonNode label = node.path("verdict");
        if (!label.isTextual()) {
            return null;
        }
        Verdict verdict = Arrays.stream(Verdict.values())
                .filter(known -> known.label().equals(label.asText()))
                .findFirst()
                .orElseThrow(() -> new CorruptInputException(
                        result.source(), place + "/verdict must be one of the five verdicts, found " + label.asText()));
        return VerdictCard.of(subject(node), verdict, sentence(node, verdict), figure(place));
    }

    private String subject(JsonNode node) {
        for (String field : new String[] {"suspect", "model", "name", "test"}) {
            if (node.path(field).isTextual()) {
                return node.path(field).asText();
            }
        }
        JsonNode options = result.manifest().path("options");
        for (String option : new String[] {"model", "loss", "scores", "input"}) {
            if (options.path(option).isTextual()) {
                return options.path(option).asText();
            }
        }
        return CommandKnowledge.of(result.command()).title();
    }

    private static String sentence(JsonNode node, Verdict verdict) {
        return node.path("sentence").isTextual()
                ? verdict.meaning() + " " + node.path("sentence").asText()
                : verdict.meaning();
    }

    private String figure(String place) {
        return stated.stream()
                .filter(p -> p.place().equals(place))
                .min(Comparator.comparing(p -> !DECIDING.contains(p.name())))
                .or(() ->
                        stated.stream().filter(p -> p.place().startsWith(place)).findFirst())
                .filter(p -> Double.isFinite(p.log10P()))
                .map(p -> PValueFormat.equation(p.log10P()) + ", " + p.size())
                .orElse("");
    }
}
