package org.palimpsest.inference.engine.family;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A causal language model as its {@code config.json} describes it: sizes, special tokens, the weights it needs and the
 * TorchScript that runs it.
 *
 * <p>The program is one class {@code Ops}. {@code w} is the list of the weights in the order of {@link #weights()};
 * {@code tokens} are ids [B, T], padded on the right with any id; {@code rows} are places in the flattened [B T].
 *
 * <table>
 * <caption>Methods of the program</caption>
 * <tr><td>{@code score(tokens, rows, targets, w)}</td><td>[N]: log-probability in nats of {@code targets} [N] at
 *     {@code rows} [N]; the logits exist {@link #logitRows} rows at a time</td></tr>
 * <tr><td>{@code moments(tokens, rows, targets, w)}</td><td>three [N]: the same, and mean and standard deviation of the
 *     log-probability under the model's own distribution at each row</td></tr>
 * <tr><td>{@code topk(tokens, rows, count, w)}</td><td>[N, k] log-probabilities, falling, and [N, k] ids</td></tr>
 * <tr><td>{@code next(tokens, rows, w)}</td><td>[N, V]: logits after {@code rows}</td></tr>
 * <tr><td>{@code cache(tokens, keys, w)}</td><td>keys and values of every layer, [B, heads, room, D] each, for the B rows
 *     of {@code tokens}; the length of {@code keys} is the room</td></tr>
 * <tr><td>{@code extend(tokens, past, rows, keys, cache, w)}</td><td>[N, V]: reads T more tokens of each row, row b
 *     standing after {@code past[b]} of its own, writes them into the cache in place, and gives the logits after
 *     {@code rows}. {@code keys} = 0, 1, ..., U-1 with U at least max(past) + T, at most the room. What padding writes
 *     lies beyond its row's end, is never attended to, and is overwritten by the row's next tokens. T = 1 is a step of
 *     generation, past = 0 reads a prompt</td></tr>
 * <tr><td>{@code select(rows, cache)}</td><td>a cache of those rows: for beams, or when some have ended</td></tr>
 * <tr><td>{@code cast(like, w)}</td><td>the weights in the element type of {@code like}'s first number: 5 = fp16, 6 = fp32,
 *     15 = bf16</td></tr>
 * <tr><td>{@code gradients(batch, w)}</td><td>mean loss, then the gradient of every weight. {@code batch} is tokens, rows
 *     and targets of one pass after another</td></tr>
 * <tr><td>{@code train(settings, batch, w, m, v, steps)}</td><td>loss and norm of the gradient, after a step of Adam in
 *     place. {@code settings} = rate, two betas, epsilon, decay, clipping norm, of 64 bits</td></tr>
 * </table>
 *
 * Logits and log-probabilities are of 32 bits whatever the weights are. All tables are made on the tokens' device.
 */
public final class Architecture {
    private final String modelType;
    private final int vocabularySize;
    private final int maxPositions;
    private final int beginToken;
    private final List<Integer> endTokens;
    private final Map<String, List<String>> storedNames;
    private final Map<String, long[]> weights;
    private final String program;

    Architecture(ConfigFields config, int vocabularySize, int maxPositions, Network network) {
        this.modelType = config.text("model_type", "nothing");
        this.vocabularySize = vocabularySize;
        this.maxPositions = maxPositions;
        this.beginToken = config.token("bos_token_id", vocabularySize);
        this.endTokens = config.tokens("eos_token_id");
        this.weights = network.weights();
        this.storedNames = weights.keySet().stream().collect(Collectors.toMap(name -> name, network::storedNames));
        this.program = network.program();
    }

    /**
     * The family.
     *
     * @return {@code model_type} of {@code config.json}
     */
    public String modelType() {
        return modelType;
    }

    /**
     * Rows of the embedding and width of the logits; may exceed the tokenizer's vocabulary (padding).
     *
     * @return the number of ids that the model knows
     */
    public int vocabularySize() {
        return vocabularySize;
    }

    /**
     * How many rows of logits exist at a time while the model scores.
     *
     * @return 512, fewer where the vocabulary is above 65,536, at least 64
     */
    public int logitRows() {
        return HeadText.rows(vocabularySize);
    }

    /**
     * The longest sequence that the model was made for.
     *
     * @return a number of tokens
     */
    public int maxPositions() {
        return maxPositions;
    }

    /**
     * The token that begins a sequence.
     *
     * @return its id, or -1 if the model has none, or one outside its vocabulary
     */
    public int beginToken() {
        return beginToken;
    }

    /**
     * The tokens that end a sequence.
     *
     * @return their ids, perhaps none
     */
    public List<Integer> endTokens() {
        return endTokens;
    }

    /**
     * Name and shape of every weight, in the order in which the program takes them.
     *
     * @return tensor name, as Hugging Face's causal model saves it, to shape
     */
    public Map<String, long[]> weights() {
        Map<String, long[]> copy = new LinkedHashMap<>();
        weights.forEach((name, shape) -> copy.put(name, shape.clone()));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The names under which a weight may be stored: a checkpoint that was saved from the bare model lacks the prefix
     * ({@code transformer.} in GPT-2's), and one that keeps only one of two tied tensors may keep the output layer's.
     *
     * @param weight a key of {@link #weights()}
     * @return the names, the usual one first
     * @throws IllegalArgumentException if the model has no such weight
     */
    public List<String> storedNames(String weight) {
        List<String> names = storedNames.get(weight);
        if (names == null) {
            throw new IllegalArgumentException(weight + " is not a weight of a " + modelType + " model");
        }
        return names;
    }

    /**
     * Number of trained numbers.
     *
     * @return the sum of the sizes of all weights
     */
    public long parameters() {
        long sum = 0;
        for (long[] shape : weights.values()) {
            long size = 1;
            for (long n : shape) {
                size = Math.multiplyExact(size, n);
            }
            sum = Math.addExact(sum, size);
        }
        return sum;
    }

    /**
     * The TorchScript of the model.
     *
     * @return the text of the class {@code Ops}
     */
    public String program() {
        return program;
    }
}
