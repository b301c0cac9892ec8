package org.palimpsest.inference.engine.family;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An intermediate result of a diagram: [B, T, width], or [B, heads, T, width] once it is cut into heads.
 *
 * @param network the diagram
 * @param variable its name in the program
 * @param width size of the last axis
 * @param heads number of heads, or 0 before the cut
 */
record Value(Network network, String variable, int width, int heads) {

    /** x W' (+ b), with W stored [out, in]. */
    Value linear(String name, int out, Bias bias) {
        String matrix = network.weight(name + ".weight", out, width);
        return next("torch.linear(" + variable + ", " + matrix + ", " + bias(name, out, bias) + ")", out);
    }

    /** x W + b, with W stored [in, out], as GPT-2's files have it. */
    Value transposedLinear(String name, int out) {
        String matrix = network.weight(name + ".weight", width, out);
        return next(
                "torch.linear(" + variable + ", torch.t(" + matrix + "), " + bias(name, out, Bias.ADDED) + ")", out);
    }

    private String bias(String name, int out, Bias bias) {
        return bias == Bias.ADDED ? network.weight(name + ".bias", out) : "None";
    }

    /** (x - mean) / sqrt(variance + eps) g + b over the last axis (Ba et al. 2016, equation 4). */
    Value layerNorm(String name, double epsilon) {
        String gain = network.weight(name + ".weight", width);
        String offset = network.weight(name + ".bias", width);
        return layerNormed(gain, offset, epsilon);
    }

    /** The same without gain and offset. */
    Value bareLayerNorm(double epsilon) {
        return layerNormed("None", "None", epsilon);
    }

    private Value layerNormed(String gain, String offset, double epsilon) {
        return next(call("torch.layer_norm", "[" + width + "]", gain, offset, Double.toString(epsilon)), width);
    }

    /** x / sqrt(mean of x² + eps) g over the last axis (Zhang and Sennrich 2019, equation 4). */
    Value rmsNorm(String name, double epsilon) {
        String gain = network.weight(name + ".weight", width);
        return next(call("torch.rms_norm", "[" + width + "]", gain, Double.toString(epsilon)), width);
    }

    /** RMSNorm whose gain is stored as its difference from 1. */
    Value offsetRmsNorm(String name, double epsilon) {
        String gain = network.weight(name + ".weight", width);
        return next(own("offset_rms_norm", gain, Double.toString(epsilon)), width);
    }

    Value plus(Value other) {
        return next(call("torch.add", other.variable), width);
    }

    Value times(Value other) {
        return next(call("torch.mul", other.variable), width);
    }

    Value times(double factor) {
        return next(call("torch.mul", Double.toString(factor)), width);
    }

    /** Every number cut to [-limit, limit]; an infinite limit cuts nothing. */
    Value clipped(double limit) {
        return Double.isInfinite(limit)
                ? this
                : next(call("torch.clamp", Double.toString(-limit), Double.toString(limit)), width);
    }

    Value activated(Activation activation) {
        return next(activation.of(variable), width);
    }

    /** W2 act(W1 x), the feed-forward of Vaswani et al. (2017), equation 2. */
    Value feedForward(String first, String second, int inner, Activation activation) {
        return linear(first, inner, Bias.ADDED).activated(activation).linear(second, width, Bias.ADDED);
    }

    /** down(act(gate x) * up x), the gated feed-forward of Shazeer (2020), equation 6. */
    Value gatedFeedForward(String name, int inner, Activation activation, Bias bias) {
        Value gate = linear(name + ".gate_proj", inner, bias).activated(activation);
        Value up = linear(name + ".up_proj", inner, bias);
        return gate.times(up).linear(name + ".down_proj", width, bias);
    }

    /** Cuts the last axis into equal parts. */
    List<Value> split(int parts) {
        Value all = next(call("torch.chunk", Integer.toString(parts), "-1"), width);
        return IntStream.range(0, parts)
                .mapToObj(i -> new Value(network, all.variable + "[" + i + "]", width / parts, heads))
                .toList();
    }

    /** [B, T, width] to [B, heads, T, width / heads]. */
    Value inHeads(int count) {
        int size = width / count;
        return network.emit(own("heads", Integer.toString(count), Integer.toString(size)), size, count);
    }

    /** Turns the pairs of every head by its position. */
    Value rotated(Rope rope) {
        return next(own(rope.style().method(), network.angles(rope, this)), width);
    }

    /** softmax(scale q k' + causal mask) v, the heads side by side again: [B, T, heads width]. */
    Value attend(Value key, Value value, Attention attention) {
        int layer = network.nextLayer(key);
        String expression = own(
                "attention",
                key.variable,
                value.variable,
                Double.toString(attention.scale()),
                Integer.toString(attention.window()),
                Double.toString(attention.softCap()),
                Integer.toString(layer),
                "positions",
                "keys",
                "cache");
        return network.emit(expression, heads * value.width, 0);
    }

    private Value next(String expression, int outWidth) {
        return network.emit(expression, outWidth, heads);
    }

    private String call(String function, String... arguments) {
        return function + "(" + variable + ", " + String.join(", ", arguments) + ")";
    }

    /** A call of a method of the program itself. */
    private String own(String method, String... arguments) {
        return Arrays.stream(arguments)
                .collect(Collectors.joining(", ", "(self)." + method + "(" + variable + ", ", ", )"));
    }
}
