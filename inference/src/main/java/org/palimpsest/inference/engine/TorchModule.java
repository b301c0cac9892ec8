package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A TorchScript program that was written in Java, loaded into libtorch.
 *
 * <p>Arguments are tensors and lists of tensors, in the order given. A program that trains and one that scores must be
 * loaded apart: libtorch marks what it computes in inference mode as unfit for gradients.
 */
final class TorchModule implements AutoCloseable {
    /** Held shared by every call into libtorch; taken alone, and kept, by a process that is ending. */
    private static final ReentrantReadWriteLock CALLS = new ReentrantReadWriteLock();

    private final PtSymbolBlock block;

    private TorchModule(PtSymbolBlock block) {
        this.block = block;
    }

    /** Whether gradients are recorded during a call. */
    enum Mode {
        INFERENCE,
        GRADIENTS
    }

    /** One argument: a tensor, or a list of tensors. */
    record Argument(NDList tensors, boolean list) {
        static Argument of(NDArray tensor) {
            return new Argument(new NDList(tensor), false);
        }

        static Argument of(NDList tensors) {
            return new Argument(tensors, true);
        }
    }

    static TorchModule load(NDManager manager, String program) {
        byte[] archive = TorchScriptArchive.of(program);
        try {
            return new TorchModule(
                    JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException("the program did not load from memory", e);
        }
    }

    /**
     * Calls a method; results live in the manager of the first tensor.
     *
     * @param method the name of the method
     * @param mode whether gradients are recorded
     * @param arguments the arguments; the first is a tensor
     * @return the tensors that the method returns
     */
    NDList call(String method, Mode mode, List<Argument> arguments) {
        NDList inputs = new NDList();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            for (NDArray tensor : argument.tensors()) {
                tensor.setName(argument.list() ? "list" + i + "[]" : null);
                inputs.add(tensor);
            }
        }
        NDManager scope = inputs.get(0).getManager();
        CALLS.readLock().lock();
        try (NDArray selector = scope.create(0f)) {
            selector.setName("module_method:" + method);
            inputs.add(selector);
            JniUtils.setGradMode(mode == Mode.GRADIENTS);
            return IValueUtils.forward(block, inputs, mode == Mode.GRADIENTS);
        } finally {
            CALLS.readLock().unlock();
        }
    }

    /** Waits for the calls at work, at most the given time, and lets no other begin. */
    static void drain(Duration most) throws InterruptedException {
        if (!CALLS.writeLock().isHeldByCurrentThread()) {
            boolean drained = CALLS.writeLock().tryLock(most.toMillis(), TimeUnit.MILLISECONDS);
            assert drained || CALLS.getReadLockCount() > 0;
        }
    }

    @Override
    public void close() {
        block.close();
    }
}
