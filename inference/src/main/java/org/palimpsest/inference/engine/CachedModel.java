package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.palimpsest.inference.engine.TorchModule.Argument;
import org.palimpsest.inference.generation.IncrementalModel;

/**
 * A checkpoint that remembers what it has read: keys and values of every layer are kept in tensors that are made once, long
 * enough for prompt and new tokens, and written in place. Rows of other lengths share a batch; each has its own positions.
 */
final class CachedModel implements IncrementalModel {
    /** Most tokens of one call while prompts are read. */
    private static final int TOKENS_AT_ONCE = 8192;

    private final Checkpoint model;
    private final TorchModule program;
    private final DjlTextGenerator.Options options;
    private final int tokensAtOnce;
    private final long bytesPerToken;

    CachedModel(Checkpoint model, TorchModule program, DjlTextGenerator.Options options) {
        this(model, program, options, TOKENS_AT_ONCE);
    }

    /** The same, reading at most so many tokens of prompts in a call, or one of each. */
    CachedModel(Checkpoint model, TorchModule program, DjlTextGenerator.Options options, int tokensAtOnce) {
        this.model = model;
        this.tokensAtOnce = tokensAtOnce;
        this.program = program;
        this.options = options;
        try (NDManager scope = model.manager().newSubManager()) {
            long bytes = 0;
            for (NDArray tensor : cache(scope, 1, 1)) {
                bytes += tensor.getShape().size() * Float.BYTES;
            }
            this.bytesPerToken = bytes;
        }
    }

    @Override
    public int rowsAtOnce(int length) {
        long fitting = options.cacheBytes() / Math.max(1, bytesPerToken * length);
        return (int) Math.max(1, Math.min(options.rows(), fitting));
    }

    @Override
    public List<Integer> endTokens() {
        return model.config().endTokens();
    }

    @Override
    public Rows read(List<int[]> prompts, int newTokens) {
        for (int[] prompt : prompts) {
            check(prompt, newTokens);
        }
        return new CachedRows(prompts, newTokens);
    }

    private void check(int[] prompt, int newTokens) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a prompt must hold at least 1 token, got 0");
        }
        int most = model.config().maxPositions();
        if ((long) prompt.length + newTokens > most) {
            throw new IllegalArgumentException("a prompt of " + prompt.length + " tokens and " + newTokens
                    + " more that are read exceed the model's " + most + " positions");
        }
        for (int token : prompt) {
            if (token < 0 || token >= model.config().vocabularySize()) {
                throw new IllegalArgumentException("a prompt holds token " + token + ", outside [0, "
                        + model.config().vocabularySize() + ")");
            }
        }
    }

    private NDList cache(NDManager manager, int rows, int room) {
        NDArray tokens = manager.create(new long[rows], new Shape(rows, 1));
        NDArray keys = manager.create(places(room));
        return call("cache", Argument.of(tokens), Argument.of(keys), Argument.of(model.weights()));
    }

    private NDList call(String method, Argument... arguments) {
        return program.call(method, TorchModule.Mode.INFERENCE, List.of(arguments));
    }

    private static long[] places(int count) {
        return LongStream.range(0, count).toArray();
    }

    /** The rows of one batch. */
    private final class CachedRows implements Rows {
        private NDManager manager = model.manager().newSubManager();
        private NDList cache;
        /** How many tokens each row has read. */
        private int[] past;

        private float[][] logits;

        CachedRows(List<int[]> prompts, int newTokens) {
            int longest = prompts.stream().mapToInt(p -> p.length).max().orElseThrow();
            past = new int[prompts.size()];
            logits = new float[prompts.size()][];
            boolean done = false;
            try {
                cache = cache(manager, prompts.size(), longest + newTokens);
                int part = Math.max(1, tokensAtOnce / prompts.size());
                for (int from = 0; from < longest; from += part) {
                    readPart(prompts, from, Math.min(longest, from + part));
                }
                done = true;
            } finally {
                if (!done) {
                    manager.close();
                }
            }
        }

        /** Reads the same stretch of all prompts; what stands beyond the end of a shorter one is never looked at. */
        private void readPart(List<int[]> prompts, int from, int to) {
            int[][] tokens = prompts.stream()
                    .map(p -> Arrays.copyOfRange(Arrays.copyOf(p, to), from, to))
                    .toArray(int[][]::new);
            int[] ending = IntStream.range(0, tokens.length)
                    .filter(row -> prompts.get(row).length > from && prompts.get(row).length <= to)
                    .toArray();
            long[] rows = Arrays.stream(ending)
                    .mapToLong(row -> (long) row * (to - from) + prompts.get(row).length - 1 - from)
                    .toArray();
            Arrays.fill(past, from);
            float[][] found = extend(tokens, rows.length == 0 ? new long[1] : rows, to);
            for (int i = 0; i < ending.length; i++) {
                logits[ending[i]] = found[i];
            }
            if (to >= prompts.stream().mapToInt(p -> p.length).max().orElse(0)) {
                Arrays.setAll(past, row -> prompts.get(row).length);
            }
        }

        private float[][] extend(int[][] tokens, long[] rows, int keys) {
            int length = tokens[0].length;
            long[] flat = Arrays.stream(tokens)
                    .flatMapToInt(Arrays::stream)
                    .asLongStream()
                    .toArray();
            try (NDManager scope = manager.newSubManager()) {
                NDArray result = call(
                                "extend",
                                Argument.of(scope.create(flat, new Shape(tokens.length, length))),
                                Argument.of(scope.create(
                                        Arrays.stream(past).asLongStream().toArray())),
                                Argument.of(scope.create(rows)),
                                Argument.of(scope.create(places(keys))),
                                Argument.of(cache),
                                Argument.of(model.weights()))
                        .singletonOrThrow();
                return LogitRows.of(result);
            }
        }

        @Override
        public float[][] logits() {
            return logits;
        }

        @Override
        public void select(int[] rows) {
            NDManager fresh = model.manager().newSubManager();
            boolean done = false;
            try {
                NDArray wanted = fresh.create(Arrays.stream(rows).asLongStream().toArray());
                cache = call("select", Argument.of(wanted), Argument.of(cache));
                done = true;
            } finally {
                if (!done) {
                    fresh.close();
                }
            }
            manager.close();
            manager = fresh;
            past = Arrays.stream(rows).map(row -> past[row]).toArray();
        }

        @Override
        public void append(int[] tokens) {
            int keys = Arrays.stream(past).max().orElseThrow() + 1;
            int[][] columns = Arrays.stream(tokens).mapToObj(t -> new int[] {t}).toArray(int[][]::new);
            logits = extend(columns, places(tokens.length), keys);
            Arrays.setAll(past, row -> past[row] + 1);
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
