package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.AtomicOutput;

/** Adam's memory: two moments a weight, and the steps taken, once a weight since libtorch wants it so. */
final class OptimizerState {
    /** The file beside the weights. */
    static final String FILE = "optimizer.safetensors";

    private static final String STEPS = "steps";
    private static final List<String> MOMENTS = List.of("first_moment.", "second_moment.");
    private static final long LONGEST_PART = 1L << 30;

    private final Map<String, long[]> shapes;
    private final NDList firstMoments;
    private final NDList secondMoments;
    private final NDList steps = new NDList();

    private OptimizerState(Map<String, long[]> shapes, NDList firstMoments, NDList secondMoments) {
        this.shapes = shapes;
        this.firstMoments = firstMoments;
        this.secondMoments = secondMoments;
    }

    static OptimizerState fresh(NDManager manager, Map<String, long[]> shapes) {
        OptimizerState state = new OptimizerState(shapes, zeros(manager, shapes), zeros(manager, shapes));
        state.setSteps(manager, 0);
        return state;
    }

    private static NDList zeros(NDManager manager, Map<String, long[]> shapes) {
        NDList list = new NDList();
        shapes.values().forEach(shape -> list.add(manager.zeros(new Shape(shape))));
        return list;
    }

    private void setSteps(NDManager manager, float taken) {
        for (int i = 0; i < shapes.size(); i++) {
            steps.add(manager.create(taken));
        }
    }

    static OptimizerState read(NDManager manager, Map<String, long[]> shapes, Path folder) throws IOException {
        SafeTensorsFile file = SafeTensorsFile.open(folder.resolve(FILE));
        List<NDList> moments = new ArrayList<>();
        for (String moment : MOMENTS) {
            NDList list = new NDList();
            for (Map.Entry<String, long[]> weight : shapes.entrySet()) {
                float[] values = floats(file, moment + weight.getKey(), weight.getValue());
                list.add(manager.create(values, new Shape(weight.getValue())));
            }
            moments.add(list);
        }
        OptimizerState state = new OptimizerState(shapes, moments.get(0), moments.get(1));
        state.setSteps(manager, floats(file, STEPS, new long[] {1})[0]);
        return state;
    }

    private static float[] floats(SafeTensorsFile file, String name, long[] shape) throws IOException {
        long[] found = file.entry(name).shape();
        if (!Arrays.equals(found, shape)) {
            throw new CorruptInputException(
                    file.path().toString(),
                    "tensor " + name + " must have shape " + Arrays.toString(shape) + " by config.json, found "
                            + Arrays.toString(found));
        }
        float[] values = new float[Math.toIntExact(new Shape(shape).size())];
        int filled = 0;
        for (ByteBuffer part : file.map(name, LONGEST_PART)) {
            FloatBuffer floats = part.asFloatBuffer();
            int count = floats.remaining();
            floats.get(values, filled, count);
            filled += count;
        }
        return values;
    }

    void write(Path folder) throws IOException {
        Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
        List<NDList> moments = List.of(firstMoments, secondMoments);
        for (int k = 0; k < moments.size(); k++) {
            int next = 0;
            for (Map.Entry<String, long[]> weight : shapes.entrySet()) {
                NDArray values = moments.get(k).get(next++);
                tensors.put(
                        MOMENTS.get(k) + weight.getKey(),
                        new SafeTensorsWriter.Tensor(weight.getValue(), values.toFloatArray()));
            }
        }
        tensors.put(STEPS, new SafeTensorsWriter.Tensor(new long[] {1}, new float[] {taken()}));
        AtomicOutput.write(folder.resolve(FILE), out -> SafeTensorsWriter.write(out, tensors));
    }

    /** Steps taken; exact up to 2^24, as libtorch itself counts. */
    float taken() {
        return steps.get(0).toFloatArray()[0];
    }

    /** What the program takes after the weights. */
    List<TorchModule.Argument> arguments() {
        return List.of(
                TorchModule.Argument.of(firstMoments),
                TorchModule.Argument.of(secondMoments),
                TorchModule.Argument.of(steps));
    }
}
