package org.palimpsest.cli;

import picocli.CommandLine.ITypeConverter;

/** Reads a whole number from 0 on. */
final class AtLeastZero implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        return AtLeastOne.atLeast(0, text);
    }
}
