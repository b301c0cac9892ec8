package org.palimpsest.cli;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code significant}, {@code not-significant} and {@code never}. */
final class FailOnConverter implements ITypeConverter<FailOn> {
    @Override
    public FailOn convert(String text) {
        return Arrays.stream(FailOn.values())
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("expected significant, not-significant or never, got " + text));
    }
}
