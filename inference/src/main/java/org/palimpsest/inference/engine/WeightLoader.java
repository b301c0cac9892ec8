package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings stored tensors into libtorch in the type in which a model computes. On a CPU, tensors that are stored in 32 bits
 * and wanted in 32 bits stay the mapped pages of the file: they must never be written to. All others are converted by
 * libtorch; DJL has no bf16, so those bytes come in as fp16 and are read anew.
 */
final class WeightLoader implements AutoCloseable {
    private static final String PROGRAM = """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def load(self: __torch__.Ops, stored: Tensor, wanted: Tensor, parts: List[Tensor]) -> Tensor:
                x = parts[0]
                if torch.len(parts) > 1:
                  x = torch.cat(parts, 0)
                if int(stored) == 15:
                  x = torch.view_copy(x, dtype=15)
                return torch.to(x, int(wanted), False, False)
            """;

    /** Java maps less than 2 GiB at a time. */
    private static final long LONGEST_PART = 1L << 30;

    private final NDManager manager;
    private @Nullable TorchModule program;
    private final Precision wanted;
    private final long longestPart;

    WeightLoader(NDManager manager, Precision wanted) {
        this(manager, wanted, LONGEST_PART);
    }

    /** The same, mapping at most so many bytes at a time. */
    WeightLoader(NDManager manager, Precision wanted, long longestPart) {
        this.manager = manager;
        this.wanted = wanted;
        this.longestPart = longestPart;
    }

    /** One tensor; it lives as long as the manager. */
    NDArray load(WeightFiles.Stored stored) throws IOException {
        SafeTensorsFile.Entry entry = stored.entry();
        Precision type = entry.precision();
        NDList parts = new NDList();
        for (ByteBuffer part : stored.file().map(stored.name(), longestPart)) {
            long[] shape = entry.shape().clone();
            if (shape.length > 0) {
                shape[0] = part.remaining() / (entry.bytes() / Math.max(1, shape[0]));
            }
            DataType raw = type == Precision.FP32 ? DataType.FLOAT32 : DataType.FLOAT16;
            parts.add(manager.create(part, new Shape(shape), raw));
        }
        if (type == wanted && type != Precision.BF16 && parts.size() == 1) {
            return parts.get(0);
        }
        try (NDArray from = manager.create(type.scalarType());
                NDArray to = manager.create(wanted.scalarType())) {
            return program()
                    .call(
                            "load",
                            TorchModule.Mode.INFERENCE,
                            List.of(
                                    TorchModule.Argument.of(from),
                                    TorchModule.Argument.of(to),
                                    TorchModule.Argument.of(parts)))
                    .singletonOrThrow();
        } finally {
            parts.close();
        }
    }

    private TorchModule program() {
        if (program == null) {
            program = TorchModule.load(manager, PROGRAM);
        }
        return program;
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
