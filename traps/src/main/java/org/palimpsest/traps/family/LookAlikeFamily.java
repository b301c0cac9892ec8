package org.palimpsest.traps.family;

import java.util.HexFormat;
import java.util.Map;

/**
 * Unicode look-alikes: a candidate is a key of 128 uniform bits, in 32 hexadecimal digits, that decides how the words of a document
 * are written. The key itself is never published: {@link LookAlikes#rewrite} writes the owner's documents under it, and a model is
 * asked about the documents written under every candidate.
 *
 * <p>Wei, Wang and Jia, "Proving membership in LLM pretraining data via data watermarks", Findings of ACL 2024, arXiv 2402.10892,
 * Unicode look-alikes. Too many keys of one owner weaken one another there: use few traps, many documents.
 */
public record LookAlikeFamily() implements TrapFamily {
    /** Value of {@link #name()}. */
    public static final String NAME = "lookalike";

    private static final int KEY_BYTES = 16;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String draw(KeyedStream stream) {
        return HexFormat.of().formatHex(stream.nextBytes(KEY_BYTES));
    }

    @Override
    public ScoringUnit scoringUnit() {
        return ScoringUnit.DOCUMENTS;
    }

    @Override
    public double entropyBits() {
        return KEY_BYTES * 8;
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }
}
