package org.palimpsest.cli.power.order;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * The weights of two models of one shape, mixed: {@code (1 - share) a + share b}.
 *
 * @param share of the second, in [0, 1]
 */
record WeightMixture(double share) {
    WeightMixture {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in [0, 1], got " + share);
        }
    }

    /** Writes the mixed model; one that is there is kept. */
    void mix(Path first, Path second, Path target) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        AtomicOutput.directory(target, inside -> {
            for (String file : new String[] {"config.json", "tokenizer.json"}) {
                Files.copy(first.resolve(file), inside.resolve(file));
            }
            String weights = "model.safetensors";
            Files.write(
                    inside.resolve(weights),
                    mixed(Files.readAllBytes(first.resolve(weights)), Files.readAllBytes(second.resolve(weights))));
        });
    }

    /** The bytes of two files of 32-bit tensors with the same header, mixed. */
    byte[] mixed(byte[] first, byte[] second) {
        ByteBuffer a = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(second).order(ByteOrder.LITTLE_ENDIAN);
        int data = 8 + Math.toIntExact(a.getLong(0));
        if (first.length != second.length || !a.slice(0, data).equals(b.slice(0, data))) {
            throw new IllegalArgumentException(
                    "two models must have tensors of the same names and shapes, got files of " + first.length + " and "
                            + second.length + " bytes");
        }
        byte[] mixed = first.clone();
        ByteBuffer out = ByteBuffer.wrap(mixed).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = data; at < mixed.length; at += Float.BYTES) {
            out.putFloat(at, (float) ((1 - share) * a.getFloat(at) + share * b.getFloat(at)));
        }
        return mixed;
    }
}
