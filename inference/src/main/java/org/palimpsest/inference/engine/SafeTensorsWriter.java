package org.palimpsest.inference.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes tensors of 32-bit floats as one safetensors file, in the order given. */
final class SafeTensorsWriter {
    private SafeTensorsWriter() {}

    /** A tensor: its shape and its numbers in row-major order. */
    @SuppressWarnings("ArrayRecordComponent") // weights are handed over, never shared or compared
    record Tensor(long[] shape, float[] values) {}

    static void write(OutputStream out, Map<String, Tensor> tensors) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            ObjectNode entry = root.putObject(tensor.getKey());
            entry.put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            Arrays.stream(tensor.getValue().shape()).forEach(shape::add);
            ArrayNode span = entry.putArray("data_offsets");
            span.add(offset);
            offset += 4L * tensor.getValue().values().length;
            span.add(offset);
        }
        byte[] json = mapper.writeValueAsBytes(root);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json).put(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
        out.write(head.array());
        for (Tensor tensor : tensors.values()) {
            ByteBuffer data = ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
            data.asFloatBuffer().put(tensor.values());
            out.write(data.array());
        }
    }
}
