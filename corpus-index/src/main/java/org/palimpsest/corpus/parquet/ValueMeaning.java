package org.palimpsest.corpus.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What a column's values stand for. */
enum ValueMeaning {
    /** What they are; bytes that are UTF-8 are text. */
    ITSELF,
    /** Numbers without a sign. */
    UNSIGNED,
    /** Days since 1970. */
    DATE,
    /** Milliseconds since 1970. */
    MILLIS,
    /** Microseconds since 1970. */
    MICROS,
    /** Nanoseconds since 1970. */
    NANOS,
    /** Whole numbers over a power of ten; given as text. */
    DECIMAL,
    /** Bytes whose meaning is not known here; never text. */
    OPAQUE;

    private static final int JULIAN_DAY_OF_1970 = 2_440_588;

    /** Whether whole numbers are numbers to the reader, not dates or decimals. */
    boolean isNumber() {
        return this == ITSELF || this == UNSIGNED;
    }

    /** A whole number, or an ISO 8601 text. */
    Object ofWhole(long value, SchemaLeaf leaf) throws DamagedDataException {
        try {
            return switch (this) {
                case UNSIGNED -> leaf.unsigned(value);
                case DATE -> LocalDate.ofEpochDay(value).toString();
                case MILLIS -> Instant.ofEpochMilli(value).toString();
                case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString();
                case NANOS -> Instant.EPOCH.plusNanos(value).toString();
                case DECIMAL -> decimal(BigInteger.valueOf(value), leaf);
                default -> leaf.type() == PhysicalType.BOOLEAN ? (Object) (value != 0) : (Object) value;
            };
        } catch (DateTimeException e) {
            throw new DamagedDataException("a date that is out of range: " + value);
        }
    }

    /** A text, or the bytes themselves where they are not UTF-8. */
    Object ofBytes(PageBytes bytes, SchemaLeaf leaf) throws DamagedDataException {
        if (leaf.type() == PhysicalType.INT96) {
            long nanos = bytes.nextLong();
            long days = bytes.nextInt() - (long) JULIAN_DAY_OF_1970;
            return Instant.ofEpochSecond(days * 86_400, nanos).toString();
        }
        if (this == DECIMAL && bytes.remaining() > 0) {
            return decimal(new BigInteger(bytes.copy(bytes.remaining())), leaf);
        }
        if (this == OPAQUE) {
            return bytes.copy(bytes.remaining());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.remaining()))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes.copy(
                    bytes.remaining()); // bytes that are not text are not an error before they are asked for as text
        }
    }

    private static String decimal(BigInteger unscaled, SchemaLeaf leaf) {
        return new BigDecimal(unscaled, leaf.scale()).toPlainString();
    }
}
