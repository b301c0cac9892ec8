/**
 * Reads Parquet without Hadoop: flat and nested columns, every encoding of format 2, pages of version 1 and 2,
 * uncompressed, snappy, gzip, zstd and lz4. Nothing here knows documents or tables.
 *
 * <pre>{@code
 * try (ParquetFile file = ParquetFile.open(Path.of("scores.parquet"))) {
 *     ParquetRows rows = file.rows(List.of("id", "tokens"));
 *     while (rows.next()) {
 *         use(rows.value(0), rows.value(1)); // a String, a long[]
 *     }
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.parquet;

import org.jspecify.annotations.NullMarked;
