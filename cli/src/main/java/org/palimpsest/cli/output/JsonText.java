package org.palimpsest.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Values as JSON text: doubles with the fewest digits that read back as the same double, on every Java version;
 * non-finite numbers as {@code null}; paths as they were given; map entries in their own order; {@code \n} line ends.
 */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .addModule(numbers())
            .build();

    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance)
            .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private JsonText() {}

    /**
     * The value on one line.
     *
     * @param value maps, lists, arrays, records, strings, numbers, booleans, enums, paths or null
     * @throws IllegalArgumentException if the value has a type that JSON cannot hold
     */
    public static String compact(Object value) {
        return write(MAPPER.writer(), value);
    }

    /**
     * The value indented by two blanks a level, arrays on one line.
     *
     * @param value as for {@link #compact}
     * @throws IllegalArgumentException if the value has a type that JSON cannot hold
     */
    public static String pretty(Object value) {
        return write(PRETTY, value);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a value that JSON can hold: " + e.getOriginalMessage(), e);
        }
    }

    private static SimpleModule numbers() {
        SimpleModule module = new SimpleModule("palimpsest");
        module.addSerializer(Double.class, new DoubleSerializer());
        module.addSerializer(double.class, new DoubleSerializer());
        module.addSerializer(double[].class, new DoublesSerializer());
        module.addSerializer(Float.class, new FloatSerializer());
        module.addSerializer(float.class, new FloatSerializer());
        module.addSerializer(Path.class, ToStringSerializer.instance);
        return module;
    }

    private static void number(double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    private static final class DoubleSerializer extends StdSerializer<Double> {
        DoubleSerializer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            number(value, out);
        }
    }

    private static final class DoublesSerializer extends StdSerializer<double[]> {
        DoublesSerializer() {
            super(double[].class);
        }

        @Override
        public void serialize(double[] values, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartArray();
            for (double value : values) {
                number(value, out);
            }
            out.writeEndArray();
        }
    }

    private static final class FloatSerializer extends StdSerializer<Float> {
        FloatSerializer() {
            super(Float.class);
        }

        @Override
        public void serialize(Float value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (Float.isFinite(value)) {
                out.writeNumber(value.floatValue());
            } else {
                out.writeNull();
            }
        }
    }
}
