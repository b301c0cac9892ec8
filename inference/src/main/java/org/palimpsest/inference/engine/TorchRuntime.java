package org.palimpsest.inference.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
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
     */
    public record Options(int threads) {
        /** Checks the range of every option. */
        public Options {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, got " + threads);
            }
        }

        /**
         * As many threads as the machine has processors.
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
     * @throws EngineFailure if the native library cannot be unpacked or loaded
     */
    public static TorchRuntime start(Options options) {
        configure();
        setDefault("ai.djl.pytorch.num_threads", Integer.toString(options.threads()));
        try {
            Engine engine = Engine.getEngine("PyTorch");
            JniUtils.setGraphExecutorOptimize(false);
            Map<String, String> versions = new TreeMap<>();
            versions.put("djl", Engine.getDjlVersion());
            versions.put("libtorch", engine.getVersion());
            return new TorchRuntime(engine.newBaseManager(Device.cpu()), versions);
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
