package org.palimpsest.inference.engine;

import java.util.Map;
import java.util.Objects;

/** The Llama layout in plain loops of doubles, written from its equations: the oracle for the TorchScript program. */
final class PlainLlama {
    private final LlamaConfig config;
    private final Map<String, float[]> weights;

    PlainLlama(LlamaConfig config, Map<String, float[]> weights) {
        this.config = config;
        this.weights = weights;
    }

    /** log P(tokens[i + 1] | tokens[0..i]) for every i. */
    double[] logProbs(int[] tokens) {
        int n = tokens.length - 1;
        double[][] x = new double[n][];
        for (int t = 0; t < n; t++) {
            x[t] = row("model.embed_tokens.weight", tokens[t], config.hiddenSize());
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            attend(x, prefix);
            feedForward(x, prefix);
        }
        String head = config.tiedEmbeddings() ? "model.embed_tokens.weight" : "lm_head.weight";
        double[] out = new double[n];
        for (int t = 0; t < n; t++) {
            double[] logits = multiply(head, norm(x[t], "model.norm.weight"), config.vocabularySize());
            double max = Double.NEGATIVE_INFINITY;
            for (double z : logits) {
                max = Math.max(max, z);
            }
            double sum = 0;
            for (double z : logits) {
                sum += Math.exp(z - max);
            }
            out[t] = logits[tokens[t + 1]] - max - Math.log(sum);
        }
        return out;
    }

    private void attend(double[][] x, String prefix) {
        int n = x.length;
        int d = config.headSize();
        int kvWidth = d * config.keyValueHeads();
        double[][] q = new double[n][];
        double[][] k = new double[n][];
        double[][] v = new double[n][];
        for (int t = 0; t < n; t++) {
            double[] h = norm(x[t], prefix + "input_layernorm.weight");
            q[t] = rotated(multiply(prefix + "self_attn.q_proj.weight", h, config.hiddenSize()), t);
            k[t] = rotated(multiply(prefix + "self_attn.k_proj.weight", h, kvWidth), t);
            v[t] = multiply(prefix + "self_attn.v_proj.weight", h, kvWidth);
        }
        int group = config.heads() / config.keyValueHeads();
        for (int t = n - 1; t >= 0; t--) {
            double[] mixed = new double[config.hiddenSize()];
            for (int head = 0; head < config.heads(); head++) {
                double[] p = new double[t + 1];
                double total = 0;
                for (int s = 0; s <= t; s++) {
                    double dot = 0;
                    for (int i = 0; i < d; i++) {
                        dot += q[t][head * d + i] * k[s][head / group * d + i];
                    }
                    p[s] = Math.exp(dot / Math.sqrt(d));
                    total += p[s];
                }
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < d; i++) {
                        mixed[head * d + i] += p[s] / total * v[s][head / group * d + i];
                    }
                }
            }
            add(x[t], multiply(prefix + "self_attn.o_proj.weight", mixed, config.hiddenSize()));
        }
    }

    private void feedForward(double[][] x, String prefix) {
        for (double[] row : x) {
            double[] h = norm(row, prefix + "post_attention_layernorm.weight");
            double[] gate = multiply(prefix + "mlp.gate_proj.weight", h, config.intermediateSize());
            double[] up = multiply(prefix + "mlp.up_proj.weight", h, config.intermediateSize());
            for (int i = 0; i < up.length; i++) {
                up[i] *= gate[i] / (1 + Math.exp(-gate[i]));
            }
            add(row, multiply(prefix + "mlp.down_proj.weight", up, config.hiddenSize()));
        }
    }

    /** Rotates the pair (i, i + d/2) of every head by t / theta^(2i/d), as complex numbers. */
    private double[] rotated(double[] x, int t) {
        int d = config.headSize();
        double[] out = x.clone();
        for (int start = 0; start < x.length; start += d) {
            for (int i = 0; i < d / 2; i++) {
                double angle = t / Math.pow(config.ropeTheta(), 2.0 * i / d);
                double re = x[start + i];
                double im = x[start + i + d / 2];
                out[start + i] = re * Math.cos(angle) - im * Math.sin(angle);
                out[start + i + d / 2] = re * Math.sin(angle) + im * Math.cos(angle);
            }
        }
        return out;
    }

    private double[] norm(double[] x, String name) {
        double square = 0;
        for (double value : x) {
            square += value * value;
        }
        double scale = 1 / Math.sqrt(square / x.length + config.normEpsilon());
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] * scale * weight(name)[i];
        }
        return out;
    }

    private double[] multiply(String name, double[] x, int rows) {
        double[] out = new double[rows];
        float[] w = weight(name);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < x.length; i++) {
                out[r] += (double) w[r * x.length + i] * x[i];
            }
        }
        return out;
    }

    private float[] weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private double[] row(String name, int index, int width) {
        double[] out = new double[width];
        for (int i = 0; i < width; i++) {
            out[i] = weight(name)[index * width + i];
        }
        return out;
    }

    private static void add(double[] to, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[i];
        }
    }
}
