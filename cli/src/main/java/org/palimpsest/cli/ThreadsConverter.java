package org.palimpsest.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of threads, at least 1. */
final class ThreadsConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            int threads = Integer.parseInt(text.strip());
            if (threads >= 1) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected a whole number of at least 1, got " + text);
        }
        throw new TypeConversionException("expected a whole number of at least 1, got " + text);
    }
}
