package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** Three families as chains of DJL's own operations on one sequence, without TorchScript: slow, plain, apart. */
final class PlainNdArrays {
    private final NDManager manager;
    private final SafeTensorsFile file;
    private final JsonNode config;

    PlainNdArrays(NDManager manager, Path folder, JsonNode config) throws IOException {
        this.manager = manager;
        this.file = SafeTensorsFile.open(folder.resolve("model.safetensors"));
        this.config = config;
    }

    /** Log-probability of every token but the first. */
    double[] logProbs(int[] tokens) throws IOException {
        NDArray ids = manager.create(tokens);
        NDArray logits = switch (config.path("model_type").asText()) {
            case "gpt2" -> gpt2(ids);
            case "gpt_neox" -> gptNeoX(ids);
            default -> qwen3(ids);
        };
        NDArray all = logits.logSoftmax(-1);
        double[] out = new double[tokens.length - 1];
        for (int t = 0; t < out.length; t++) {
            out[t] = all.getFloat(t, tokens[t + 1]);
        }
        return out;
    }

    private NDArray gpt2(NDArray ids) throws IOException {
        int heads = size("n_head");
        int length = (int) ids.size();
        NDArray x = row("wte.weight", ids).add(weight("wpe.weight").get("0:" + length));
        for (int i = 0; i < size("n_layer"); i++) {
            String at = "h." + i + ".";
            NDArray h = layerNorm(x, at + "ln_1");
            NDList qkv = h.matMul(weight(at + "attn.c_attn.weight"))
                    .add(weight(at + "attn.c_attn.bias"))
                    .split(3, 1);
            NDArray a = attend(heads(qkv.get(0), heads), heads(qkv.get(1), heads), heads(qkv.get(2), heads));
            x = x.add(a.matMul(weight(at + "attn.c_proj.weight")).add(weight(at + "attn.c_proj.bias")));
            h = layerNorm(x, at + "ln_2");
            h = geluTanh(h.matMul(weight(at + "mlp.c_fc.weight")).add(weight(at + "mlp.c_fc.bias")));
            x = x.add(h.matMul(weight(at + "mlp.c_proj.weight")).add(weight(at + "mlp.c_proj.bias")));
        }
        return layerNorm(x, "ln_f").matMul(weight("wte.weight").transpose());
    }

    private NDArray gptNeoX(NDArray ids) throws IOException {
        int heads = size("num_attention_heads");
        double part = config.path("rotary_pct").asDouble();
        int turning = (int) Math.round(part * size("hidden_size") / heads);
        NDArray x = row("gpt_neox.embed_in.weight", ids);
        for (int i = 0; i < size("num_hidden_layers"); i++) {
            String at = "gpt_neox.layers." + i + ".";
            NDArray h = linear(layerNorm(x, at + "input_layernorm"), at + "attention.query_key_value", true);
            NDList qkv = heads(h, heads).split(3, 2);
            NDArray a = attend(turned(qkv.get(0), turning), turned(qkv.get(1), turning), qkv.get(2));
            NDArray m = linear(layerNorm(x, at + "post_attention_layernorm"), at + "mlp.dense_h_to_4h", true);
            x = x.add(linear(a, at + "attention.dense", true))
                    .add(linear(Activation.gelu(m), at + "mlp.dense_4h_to_h", true));
        }
        return linear(layerNorm(x, "gpt_neox.final_layer_norm"), "embed_out", false);
    }

    private NDArray qwen3(NDArray ids) throws IOException {
        int heads = size("num_attention_heads");
        int shared = size("num_key_value_heads");
        int width = size("head_dim");
        NDArray x = row("model.embed_tokens.weight", ids);
        for (int i = 0; i < size("num_hidden_layers"); i++) {
            String at = "model.layers." + i + ".";
            NDArray h = rmsNorm(x, at + "input_layernorm");
            NDArray q = rmsNorm(heads(linear(h, at + "self_attn.q_proj", false), heads), at + "self_attn.q_norm");
            NDArray k = rmsNorm(heads(linear(h, at + "self_attn.k_proj", false), shared), at + "self_attn.k_norm");
            NDArray v = heads(linear(h, at + "self_attn.v_proj", false), shared);
            NDArray a =
                    attend(turned(q, width), turned(k, width).repeat(0, heads / shared), v.repeat(0, heads / shared));
            x = x.add(linear(a, at + "self_attn.o_proj", false));
            h = rmsNorm(x, at + "post_attention_layernorm");
            NDArray gate = linear(h, at + "mlp.gate_proj", false);
            gate = gate.mul(Activation.sigmoid(gate)).mul(linear(h, at + "mlp.up_proj", false));
            x = x.add(linear(gate, at + "mlp.down_proj", false));
        }
        x = rmsNorm(x, "model.norm");
        boolean tied = config.path("tie_word_embeddings").asBoolean();
        return linear(x, tied ? "model.embed_tokens" : "lm_head", false);
    }

    private int size(String field) {
        return config.path(field).asInt();
    }

    private NDArray weight(String name) throws IOException {
        SafeTensorsFile.Entry entry = file.entry(name);
        return manager.create(file.map(name, 1 << 30).get(0), new Shape(entry.shape()), DataType.FLOAT32);
    }

    private NDArray row(String name, NDArray ids) throws IOException {
        return weight(name).get(ids);
    }

    private NDArray linear(NDArray x, String name, boolean bias) throws IOException {
        NDArray y = x.matMul(weight(name + ".weight").transpose());
        return bias ? y.add(weight(name + ".bias")) : y;
    }

    private NDArray layerNorm(NDArray x, String name) throws IOException {
        double eps = config.path("layer_norm_eps").asDouble(1e-5);
        NDArray centred = x.sub(x.mean(new int[] {-1}, true));
        NDArray scale = centred.square().mean(new int[] {-1}, true).add(eps).sqrt();
        return centred.div(scale).mul(weight(name + ".weight")).add(weight(name + ".bias"));
    }

    private NDArray rmsNorm(NDArray x, String name) throws IOException {
        double eps = config.path("rms_norm_eps").asDouble();
        NDArray scale = x.square().mean(new int[] {-1}, true).add(eps).sqrt();
        return x.div(scale).mul(weight(name + ".weight"));
    }

    private static NDArray geluTanh(NDArray x) {
        NDArray inner = x.add(x.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        return x.mul(0.5).mul(inner.tanh().add(1));
    }

    /** [T, heads width] to [heads, T, width]. */
    private static NDArray heads(NDArray x, int heads) {
        return x.reshape(x.getShape().get(0), heads, -1).transpose(1, 0, 2);
    }

    /** Turns the pairs (i, i + width / 2) of the first {@code width} coordinates. */
    private NDArray turned(NDArray x, int width) {
        int length = (int) x.getShape().get(1);
        int half = width / 2;
        double base = config.path("rope_theta")
                .asDouble(config.path("rotary_emb_base").asDouble(10_000));
        float[] cos = new float[length * half];
        float[] sin = new float[length * half];
        for (int t = 0; t < length; t++) {
            for (int i = 0; i < half; i++) {
                double angle = t * Math.pow(base, -(double) i / half);
                cos[t * half + i] = (float) Math.cos(angle);
                sin[t * half + i] = (float) Math.sin(angle);
            }
        }
        NDArray c = manager.create(cos, new Shape(length, half));
        NDArray s = manager.create(sin, new Shape(length, half));
        NDArray a = x.get(":, :, 0:" + half);
        NDArray b = x.get(":, :, " + half + ":" + width);
        NDList parts = new NDList(a.mul(c).sub(b.mul(s)), b.mul(c).add(a.mul(s)));
        if (width < x.getShape().get(2)) {
            parts.add(x.get(":, :, " + width + ":"));
        }
        return NDArrays.concat(parts, 2);
    }

    private NDArray attend(NDArray q, NDArray k, NDArray v) {
        long length = q.getShape().get(1);
        NDArray place = manager.arange((int) length);
        NDArray later = place.expandDims(0).gt(place.expandDims(1)).toType(DataType.FLOAT32, false);
        NDArray z = q.matMul(k.transpose(0, 2, 1))
                .div(Math.sqrt((double) q.getShape().get(2)));
        return z.sub(later.mul(1e30)).softmax(-1).matMul(v).transpose(1, 0, 2).reshape(length, -1);
    }
}
