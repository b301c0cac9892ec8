package org.palimpsest.inference.engine;

/**
 * The type of numbers in which a model computes. Logits and log-probabilities are of 32 bits in any case.
 *
 * <p>{@link #BF16} is faster than {@link #FP32} only on GPUs and on processors with bf16 instructions (1.7 times on two
 * cores with AVX-512 bf16), and much slower on others; its error is about 0.01 nats a token. {@link #FP16} is for GPUs.
 */
public enum Precision {
    /** 32 bits. */
    FP32(6),
    /** 16 bits, 8 of them the exponent. */
    BF16(15),
    /** 16 bits, 5 of them the exponent. */
    FP16(5);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** The number of the type in libtorch. */
    int scalarType() {
        return scalarType;
    }
}
