package org.palimpsest.cli.power;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * A model with the weights of another, rounded: every row of a matrix to whole multiples of its greatest magnitude over {@code
 * 2^(bits-1) - 1}. Norms stay as they are.
 *
 * @param bits of a weight, in [2, 8]
 */
public record WeightRounding(int bits) {
    /** Checks the range. */
    public WeightRounding {
        if (bits < 2 || bits > 8) {
            throw new IllegalArgumentException("bits must be in [2, 8], got " + bits);
        }
    }

    /** Writes the rounded model into a folder of its own; one that is there is kept. */
    public Path round(Path model, Path folder) throws IOException {
        Path target = folder.resolve("model");
        Files.createDirectories(folder);
        if (!Files.exists(target)) {
            AtomicOutput.directory(target, inside -> {
                Files.copy(model.resolve("config.json"), inside.resolve("config.json"));
                Files.copy(model.resolve("tokenizer.json"), inside.resolve("tokenizer.json"));
                Files.write(
                        inside.resolve("model.safetensors"),
                        rounded(Files.readAllBytes(model.resolve("model.safetensors"))));
            });
        }
        return target;
    }

    /** The bytes of a file of 32-bit tensors, rounded in place. */
    byte[] rounded(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(bytes.getLong(0));
        JsonNode tensors = new ObjectMapper().readTree(new String(file, 8, header, StandardCharsets.UTF_8));
        for (JsonNode tensor : tensors) {
            JsonNode shape = tensor.get("shape");
            if (shape != null && shape.size() == 2) {
                int from = 8 + header + tensor.get("data_offsets").get(0).asInt();
                int columns = shape.get(1).asInt();
                for (int row = 0; row < shape.get(0).asInt(); row++) {
                    roundRow(bytes, from + row * columns * Float.BYTES, columns);
                }
            }
        }
        return file;
    }

    private void roundRow(ByteBuffer bytes, int from, int columns) {
        float largest = 0;
        for (int i = 0; i < columns; i++) {
            largest = Math.max(largest, Math.abs(bytes.getFloat(from + i * Float.BYTES)));
        }
        if (largest == 0) {
            return;
        }
        float unit = largest / ((1 << (bits - 1)) - 1);
        for (int i = 0; i < columns; i++) {
            int at = from + i * Float.BYTES;
            bytes.putFloat(at, Math.round(bytes.getFloat(at) / unit) * unit);
        }
    }
}
