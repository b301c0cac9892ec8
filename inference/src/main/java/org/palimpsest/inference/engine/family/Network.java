package org.palimpsest.inference.engine.family;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the TorchScript of a model while its diagram is drawn with {@link Value}s, and lists the weights that it names
 * on the way, with the shapes that follow from the diagram.
 */
final class Network {
    private final String prefix;
    private final StringBuilder body = new StringBuilder();
    private final Map<String, long[]> weights = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<String>> otherNames = new HashMap<>();
    private final Map<Rope, String> angles = new LinkedHashMap<>();
    private final List<Value> keys = new ArrayList<>();
    private int variables;
    private String program = "";

    /**
     * An empty diagram.
     *
     * @param prefix what a checkpoint that was saved from the bare model lacks before its names
     */
    Network(String prefix) {
        this.prefix = prefix;
    }

    /** The row of a table for every token. */
    Value tokens(String name, int rows, int width) {
        return emit("torch.embedding(" + weight(name + ".weight", rows, width) + ", tokens)", width, 0);
    }

    /** The row of a table for every position. */
    Value positions(String name, int rows, int width) {
        return emit("torch.embedding(" + weight(name + ".weight", rows, width) + ", positions)", width, 0);
    }

    /** Ends the diagram: the last hidden states and the layer that makes logits of them. */
    void output(Value last, Head head, int vocabulary) {
        String matrix = weight(head.weight(), vocabulary, last.width());
        otherNames.put(head.weight(), head.otherNames());
        String bias = head.bias().isEmpty() ? "None" : weight(head.bias(), vocabulary);
        program = ProgramText.header()
                + AttentionText.methods()
                + hidden(last)
                + HeadText.methods(last.width(), vocabulary, matrix, bias, head.softCap())
                + CacheText.methods(
                        keys.size(), keys.get(0).heads(), keys.get(0).width())
                + TrainingText.methods(head, Objects.requireNonNull(places.get(head.weight())));
    }

    private String hidden(Value last) {
        return "  def hidden(self: __torch__.Ops, tokens: Tensor, positions: Tensor, keys: Tensor, "
                + "cache: List[Tensor], w: List[Tensor]) -> Tensor:\n" + body + "    return " + last.variable() + "\n";
    }

    /** A new value; what it is computed from must have been emitted before. */
    Value emit(String expression, int width, int heads) {
        String variable = "v" + variables++;
        body.append("    ").append(variable).append(" = ").append(expression).append('\n');
        return new Value(this, variable, width, heads);
    }

    /** The expression for a weight, which is listed at its first mention. */
    String weight(String name, long... shape) {
        weights.putIfAbsent(name, shape);
        return "w[" + places.computeIfAbsent(name, unseen -> places.size()) + "]";
    }

    /** Cosines and sines of a rotation at the positions of this call; computed once. */
    String angles(Rope rope, Value like) {
        String known = angles.get(rope);
        if (known == null) {
            known = emit(
                            "(self)." + rope.style().tables() + "(positions, " + rope.literal() + ", " + like.variable()
                                    + ", )",
                            0,
                            0)
                    .variable();
            angles.put(rope, known);
        }
        return Objects.requireNonNull(known);
    }

    /** The place in the cache of one more layer of attention. */
    int nextLayer(Value key) {
        keys.add(key);
        return keys.size() - 1;
    }

    /** The names under which a weight may be stored, the usual one first. */
    List<String> storedNames(String weight) {
        List<String> names = new ArrayList<>(List.of(weight));
        if (weight.startsWith(prefix)) {
            names.add(weight.substring(prefix.length()));
        }
        names.addAll(otherNames.getOrDefault(weight, List.of()));
        return List.copyOf(names);
    }

    Map<String, long[]> weights() {
        return weights;
    }

    String program() {
        return program;
    }
}
