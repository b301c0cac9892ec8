package org.palimpsest.inference.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Applies the merges of a model to a piece, the lowest rank first, until none applies. Quadratic in the piece. */
final class BpeEncoder {
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<BpeModel.Merge, Integer> ranks = new HashMap<>();

    BpeEncoder(BpeModel model) {
        for (String token : model.vocabulary()) {
            ids.put(token, ids.size());
        }
        for (BpeModel.Merge merge : model.merges()) {
            ranks.put(merge, ranks.size());
        }
    }

    int[] encode(String text) {
        IntStream.Builder tokens = IntStream.builder();
        PreTokenizer.split(text, piece -> {
            if (piece.equals(PreTokenizer.END_OF_TEXT)) {
                tokens.add(0);
            } else {
                merged(ByteAlphabet.ofText(piece)).forEach(token -> tokens.add(ids.getOrDefault(token, -1)));
            }
        });
        return tokens.build().toArray();
    }

    private List<String> merged(String characters) {
        List<String> symbols = new ArrayList<>(List.of(characters.split("", -1)));
        symbols.removeIf(String::isEmpty);
        while (true) {
            int best = -1;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < symbols.size(); i++) {
                int rank =
                        ranks.getOrDefault(new BpeModel.Merge(symbols.get(i), symbols.get(i + 1)), Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
            if (best < 0) {
                return symbols;
            }
            symbols.set(best, symbols.get(best) + symbols.remove(best + 1));
        }
    }
}
