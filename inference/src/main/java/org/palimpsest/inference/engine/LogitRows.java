package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** Logits on their way from libtorch to Java. */
final class LogitRows {
    private LogitRows() {}

    /** The rows of a tensor [N, V]. */
    static float[][] of(NDArray logits) {
        int width = (int) logits.getShape().get(1);
        float[] flat = logits.toFloatArray();
        float[][] rows = new float[flat.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }
}
