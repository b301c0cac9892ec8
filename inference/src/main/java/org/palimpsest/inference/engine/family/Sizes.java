package org.palimpsest.inference.engine.family;

/**
 * The sizes of a model that is laid out as Llama's files are.
 *
 * @param vocabulary rows of the embedding
 * @param hidden width of the residual stream
 * @param inner width of the feed-forward
 * @param layers number of blocks
 * @param heads query heads
 * @param keyValueHeads key and value heads; divides {@code heads}
 * @param headSize width of a head
 * @param positions longest sequence
 */
record Sizes(
        int vocabulary, int hidden, int inner, int layers, int heads, int keyValueHeads, int headSize, int positions) {

    private static final int WIDEST = 1 << 20;
    private static final int WIDEST_HEAD = 1 << 14;
    private static final int MOST_HEADS = 1 << 14;
    private static final int MOST_LAYERS = 1 << 12;

    static Sizes read(ConfigFields config) {
        int hidden = width(config, "hidden_size");
        int heads = heads(config, "num_attention_heads");
        int keyValueHeads = config.size("num_key_value_heads", heads);
        if (heads % keyValueHeads != 0) {
            throw config.wrong("num_key_value_heads", "a divisor of num_attention_heads = " + heads);
        }
        return new Sizes(
                config.size("vocab_size"),
                hidden,
                config.size("intermediate_size"),
                layers(config, "num_hidden_layers"),
                heads,
                keyValueHeads,
                headSize(config, hidden, heads),
                config.size("max_position_embeddings"));
    }

    /** {@code head_dim}, or {@code hidden / heads} where the file has none. */
    static int headSize(ConfigFields config, int hidden, int heads) {
        if (!config.has("head_dim") && hidden % heads != 0) {
            throw new IllegalArgumentException(
                    "the hidden size must be a multiple of the number of heads, found " + hidden + " and " + heads);
        }
        int size = config.size("head_dim", hidden / heads);
        if (size > WIDEST_HEAD) {
            throw config.wrong("head_dim", "such that a head is at most " + WIDEST_HEAD + " wide");
        }
        return size;
    }

    /** The width of the residual stream. */
    static int width(ConfigFields config, String field) {
        return config.sizeUpTo(field, WIDEST);
    }

    static int heads(ConfigFields config, String field) {
        return config.sizeUpTo(field, MOST_HEADS);
    }

    static int layers(ConfigFields config, String field) {
        return config.sizeUpTo(field, MOST_LAYERS);
    }

    /** Width of all query heads together. */
    int queryWidth() {
        return heads * headSize;
    }

    /** Width of all key heads together, and of all value heads. */
    int keyWidth() {
        return keyValueHeads * headSize;
    }
}
