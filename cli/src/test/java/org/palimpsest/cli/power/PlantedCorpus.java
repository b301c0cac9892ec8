package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.palimpsest.stats.RandomStream;

/**
 * The texts of a design for a seed, and the corpus with the traps in it: one trap a document, every document of about as many
 * tokens, whole words of one address around the trap.
 */
final class PlantedCorpus {
    /** Most tokens of a sequence, begin token included. */
    static final int SEQUENCE = 160;

    private final SourceText text;
    private final WordSource words;
    private final TokenSwaps swaps;

    PlantedCorpus(SourceText text) {
        this.text = text;
        this.words = new WordSource(text);
        this.swaps = new TokenSwaps(text);
    }

    TokenSwaps swaps() {
        return swaps;
    }

    /** Traps and controls of a design: all of a cell are draws of one stream, so they are exchangeable. */
    List<Trap> texts(Design design, String name, long seed) {
        List<Trap> traps = new ArrayList<>();
        for (Condition condition : design.conditions()) {
            RandomGenerator random = RandomStream.of(seed, name + " traps " + condition.label());
            for (int i = 0; i < condition.traps(); i++) {
                int[] tokens = words.draw(condition.wording(), condition.length(), random);
                traps.add(new Trap(condition.label() + "#" + i, condition, tokens));
            }
        }
        design.conditions().stream().map(Condition::cell).distinct().sorted().forEach(cell -> {
            Condition first = design.conditions().stream()
                    .filter(c -> c.cell().equals(cell))
                    .findFirst()
                    .orElseThrow();
            Condition none = Condition.dose(first.length(), first.wording(), 0, Design.CONTROLS);
            RandomGenerator random = RandomStream.of(seed, name + " controls " + cell);
            for (int i = 0; i < Design.CONTROLS; i++) {
                traps.add(
                        new Trap("control/" + cell + "#" + i, none, words.draw(none.wording(), none.length(), random)));
            }
        });
        return traps;
    }

    /** The documents in the order of training. */
    List<PlantedDocument> documents(Design design, List<Trap> traps, String name, long seed) {
        RandomGenerator random = RandomStream.of(seed, name + " documents");
        List<List<String>> passages = passages(text.training(), random);
        int next = 0;
        List<PlantedDocument> documents = new ArrayList<>();
        for (Trap trap : traps) {
            for (int copy = 0; copy < trap.condition().copies(); copy++) {
                int[] tokens = copy == 0
                        ? trap.tokens()
                        : swaps.replace(trap.tokens(), trap.condition().replaced(), random);
                documents.add(plant(trap, tokens, passages.get(next++ % passages.size()), random));
            }
        }
        for (int i = 0; i < design.plainDocuments(); i++) {
            int[] tokens = fill(new int[0], Place.END, passages.get(next++ % passages.size()), random);
            documents.add(new PlantedDocument(tokens, "", "", random.nextDouble()));
        }
        documents.sort(Comparator.comparingDouble(PlantedDocument::position));
        return documents;
    }

    private PlantedDocument plant(Trap trap, int[] tokens, List<String> passage, RandomGenerator random) {
        Condition condition = trap.condition();
        int[] sequence = fill(tokens, condition.place(), passage, random);
        double position = condition.period().position(random.nextDouble());
        return new PlantedDocument(sequence, trap.id(), condition.label(), position);
    }

    /** As many words of the passage as fit beside the trap, which stands between two of them. */
    private int[] fill(int[] trap, Place place, List<String> passage, RandomGenerator random) {
        List<int[]> spelt = new ArrayList<>();
        int room = SEQUENCE - 1 - trap.length;
        for (String word : passage) {
            int[] tokens = text.spell(word);
            if (tokens.length > room) {
                break;
            }
            spelt.add(tokens);
            room -= tokens.length;
        }
        int at = switch (place) {
            case START -> 0;
            case MIDDLE -> spelt.size() / 2;
            case END -> spelt.size();
            case ANY -> random.nextInt(spelt.size() + 1);
        };
        spelt.add(at, trap);
        spelt.add(0, new int[] {0});
        return spelt.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** Documents of held-out addresses without a trap. */
    List<PlantedDocument> heldOut(int count, long seed) {
        RandomGenerator random = RandomStream.of(seed, "held-out documents");
        return passages(text.heldOut(), random).stream()
                .limit(count)
                .map(p -> new PlantedDocument(fill(new int[0], Place.END, p, random), "", "", 0))
                .toList();
    }

    /** Addresses, cut into pieces that are surely long enough, in an order of the seed. */
    private List<List<String>> passages(List<List<String>> addresses, RandomGenerator random) {
        List<List<String>> passages = new ArrayList<>();
        for (List<String> address : addresses) {
            int from = 0;
            int size = 0;
            for (int i = 0; i < address.size(); i++) {
                size += text.spell(address.get(i)).length;
                if (size >= SEQUENCE) {
                    passages.add(address.subList(from, i));
                    from = i;
                    size = text.spell(address.get(i)).length;
                }
            }
        }
        List<List<String>> drawn = new ArrayList<>();
        for (int i : RandomStream.permutation(passages.size(), random)) {
            drawn.add(passages.get(i));
        }
        return drawn;
    }
}
