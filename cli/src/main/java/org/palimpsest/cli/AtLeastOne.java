package org.palimpsest.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number from 1 on. */
final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        return atLeast(1, text);
    }

    static int atLeast(int least, String text) {
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be a whole number, got " + text);
        }
        if (value < least) {
            throw new TypeConversionException("must be at least " + least + ", got " + text);
        }
        return value;
    }
}
