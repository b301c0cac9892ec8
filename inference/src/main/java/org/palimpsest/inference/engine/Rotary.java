package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The tables of rotary positions (Su et al. 2021, equation 34, in the half-split form): row t holds cos and sin of
 * {@code t / theta^(2i/d)} for i = 0..d/2-1, twice.
 */
final class Rotary {
    private Rotary() {}

    static NDList tables(NDManager manager, LlamaConfig config) {
        int width = config.headSize();
        int half = width / 2;
        int positions = config.maxPositions();
        float[] cos = new float[Math.multiplyExact(positions, width)];
        float[] sin = new float[cos.length];
        for (int t = 0; t < positions; t++) {
            for (int i = 0; i < width; i++) {
                double angle = t * Math.pow(config.ropeTheta(), -2.0 * (i % half) / width);
                cos[t * width + i] = (float) Math.cos(angle);
                sin[t * width + i] = (float) Math.sin(angle);
            }
        }
        Shape shape = new Shape(positions, width);
        return new NDList(manager.create(cos, shape), manager.create(sin, shape));
    }
}
