package org.palimpsest.inference.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The PyTorch engine of this process, started without any use of the network, and the root of the memory it holds.
 *
 * <p>The native library comes from the class path and is unpacked once into a cache folder ({@code DJL_CACHE_DIR}, by
 * default {@code ~/.cache/palimpsest}; about 450 MB). DJL's telemetry and downloads are switched off before its first
 * class loads. The number of threads is fixed by the first start in a process.
 */
public final class TorchRuntime implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, String> versions;

    private TorchRuntime(NDManager manager, Map<String, String> versions) {
        this.manager = manager;
        this.versions = versions;
    }

    /**
     * How the engine runs.
     *
     * @param threads threads of one operation, at least 1
     * @param device where models compute
     * @param gpu which GPU if on one, from 0, as libtorch counts those that the process sees
     */
    public record Options(int threads, ComputeDevice device, int gpu) {
        /**
         * Checks the range of every option.
         *
         * @throws IllegalArgumentException if threads are below 1 or the GPU is below 0
         */
        public Options {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, got " + threads);
            }
            if (gpu < 0) {
                throw new IllegalArgumentException("gpu must be at least 0, got " + gpu);
            }
        }

        /**
         * On the first GPU, if on one.
         *
         * @param threads threads of one operation, at least 1
         * @param device where models compute
         */
        public Options(int threads, ComputeDevice device) {
            this(threads, device, 0);
        }

        /**
         * On the processor.
         *
         * @param threads threads of one operation, at least 1
         */
        public Options(int threads) {
            this(threads, ComputeDevice.CPU);
        }

        /**
         * On the processor, with as many threads as the machine has.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(Runtime.getRuntime().availableProcessors());
        }
    }

    /**
     * Starts the engine, or joins the one that runs already.
     *
     * @param options how it runs
     * @return a root for models; closing it frees all that was made under it
     * @throws EngineFailure if the native library cannot be unpacked or loaded, or a GPU is asked for and cannot be used
     */
    public static TorchRuntime start(Options options) {
        configure();
        setDefault("ai.djl.pytorch.num_threads", Integer.toString(options.threads()));
        Engine engine = engine();
        Device device = device(engine, options.device(), options.gpu());
        Map<String, String> versions = new TreeMap<>();
        versions.put("djl", Engine.getDjlVersion());
        versions.put("libtorch", engine.getVersion());
        if (device.isGpu()) {
            versions.put("device", "gpu");
        }
        return new TorchRuntime(engine.newBaseManager(device), versions);
    }

    private static Device device(Engine engine, ComputeDevice wanted, int gpu) {
        boolean cuda = wanted != ComputeDevice.CPU
                && engine.hasCapability(StandardCapabilities.CUDA)
                && engine.getGpuCount() > 0;
        if (wanted == ComputeDevice.GPU && !cuda) {
            throw new EngineFailure("no GPU can be used: libtorch " + engine.getVersion() + " was built "
                    + (engine.hasCapability(StandardCapabilities.CUDA)
                            ? "with CUDA, and finds no GPU"
                            : "without CUDA; name one that was with PYTORCH_LIBRARY_PATH")
                    + ", or compute on the processor");
        }
        if (cuda && gpu >= engine.getGpuCount()) {
            throw new EngineFailure("GPU " + gpu + " was given and libtorch sees " + engine.getGpuCount()
                    + ", from 0; is CUDA_VISIBLE_DEVICES set for this process?");
        }
        return cuda ? Device.gpu(gpu) : Device.cpu();
    }

    private static Engine engine() {
        try {
            Engine engine = Engine.getEngine("PyTorch");
            JniUtils.setGraphExecutorOptimize(false);
            return engine;
        } catch (RuntimeException | LinkageError e) {
            throw new EngineFailure(
                    "the PyTorch engine did not start (" + rootMessage(e) + "); its cache is "
                            + System.getProperty("DJL_CACHE_DIR", System.getenv("DJL_CACHE_DIR"))
                            + ": is it writable, with 500 MB free?",
                    e);
        }
    }

    /** Switches off downloads and telemetry, before the first class of DJL loads. */
    static void configure() {
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
        if (System.getenv("DJL_CACHE_DIR") == null) {
            setDefault(
                    "DJL_CACHE_DIR",
                    Path.of(System.getProperty("user.home"), ".cache", "palimpsest")
                            .toString());
        }
    }

    private static void setDefault(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /**
     * The versions of DJL and of libtorch, for a manifest.
     *
     * @return name to version, sorted by name
     */
    public Map<String, String> versions() {
        return Map.copyOf(versions);
    }

    /**
     * For a process that is ending: waits for the calls into libtorch at work, at most 10 seconds, and lets no other begin,
     * since libtorch crashes when its memory goes while it computes.
     */
    public static void drain() {
        try {
            TorchModule.drain(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Where models compute.
     *
     * @return whether that is a GPU
     */
    public boolean onGpu() {
        return manager.getDevice().isGpu();
    }

    /**
     * A fresh region of native memory under this runtime.
     *
     * @return a manager that the caller closes
     */
    NDManager newManager() {
        return manager.newSubManager();
    }

    /** Frees all native memory that was made under this runtime. */
    @Override
    public void close() {
        manager.close();
    }
}
