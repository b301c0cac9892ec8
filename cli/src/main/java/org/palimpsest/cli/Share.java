package org.palimpsest.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share, a number in (0, 1]. */
final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be a number in (0, 1], got " + text);
        }
        if (!(value > 0 && value <= 1)) {
            throw new TypeConversionException("must be in (0, 1], got " + text);
        }
        return value;
    }
}
