package org.palimpsest.corpus.index;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the system that mapped pages are read in no order (madvise, MADV_RANDOM), so that it fetches none ahead: a search
 * touches one page here and one there, and reading 128 kB for each makes its first answers slow. Java can call the system
 * from version 22 on, so the calls are made by name; elsewhere than on Linux, or on an older Java, nothing is said.
 */
final class MemoryAdvice {
    private static final int RANDOM = 1;
    private static final @Nullable Call MADVISE = madvise();

    private MemoryAdvice() {}

    /** madvise, and how the address of a buffer is had. */
    private record Call(MethodHandle function, Method ofBuffer) {}

    /** Whether advice is heard. */
    static boolean isHeard() {
        return MADVISE != null;
    }

    static void random(ByteBuffer... mapped) {
        Call call = MADVISE;
        if (call == null) {
            return;
        }
        try {
            for (ByteBuffer buffer : mapped) {
                Object segment = call.ofBuffer.invoke(null, buffer);
                call.function.invokeWithArguments(segment, (long) buffer.capacity(), RANDOM);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("madvise could not be called", e);
        }
    }

    private static @Nullable Call madvise() {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return null;
        }
        try {
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            Class<?> linker = Class.forName("java.lang.foreign.Linker");
            Class<?> lookup = Class.forName("java.lang.foreign.SymbolLookup");
            Class<?> layout = Class.forName("java.lang.foreign.MemoryLayout");
            Class<?> values = Class.forName("java.lang.foreign.ValueLayout");
            Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
            Class<?> option = Class.forName("java.lang.foreign.Linker$Option");
            Object own = linker.getMethod("nativeLinker").invoke(null);
            Object names = linker.getMethod("defaultLookup").invoke(own);
            Optional<?> address =
                    (Optional<?>) lookup.getMethod("find", String.class).invoke(names, "madvise");
            if (address.isEmpty()) {
                return null;
            }
            Object arguments = Array.newInstance(layout, 3);
            Array.set(arguments, 0, values.getField("ADDRESS").get(null));
            Array.set(arguments, 1, values.getField("JAVA_LONG").get(null));
            Array.set(arguments, 2, values.getField("JAVA_INT").get(null));
            Object result = values.getField("JAVA_INT").get(null);
            Object shape = descriptor
                    .getMethod("of", layout, Array.newInstance(layout, 0).getClass())
                    .invoke(null, result, arguments);
            Object none = Array.newInstance(option, 0);
            MethodHandle function =
                    (MethodHandle) linker.getMethod("downcallHandle", segment, descriptor, none.getClass())
                            .invoke(own, address.get(), shape, none);
            return new Call(function, segment.getMethod("ofBuffer", Buffer.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
