package org.palimpsest.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes: digits, then perhaps {@code k}, {@code m} or {@code g} for powers of 1,024. */
final class ByteSize implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int unit = lower.isEmpty() ? -1 : "kmg".indexOf(lower.charAt(lower.length() - 1));
        String digits = unit < 0 ? lower : lower.substring(0, lower.length() - 1);
        if (!digits.matches("[0-9]{1,12}") || Long.parseLong(digits) < 1) {
            throw new TypeConversionException(
                    "must be a number of bytes from 1 on, such as 400m or 2g (1g = 1,024m), got " + text);
        }
        return Long.parseLong(digits) << (10 * (unit + 1));
    }
}
