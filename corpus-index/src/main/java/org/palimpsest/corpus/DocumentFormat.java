package org.palimpsest.corpus;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The format of a file of documents, as its name says. */
public enum DocumentFormat {
    /** A row a document: {@code .jsonl} or {@code .json}, plain, {@code .gz} or {@code .zst}. */
    JSONL,
    /** One document: {@code .txt} or {@code .md}, plain, {@code .gz} or {@code .zst}. */
    TEXT,
    /** A row a document: {@code .parquet}. */
    PARQUET;

    /**
     * The format that a name announces.
     *
     * @param fileName a name or path
     * @return the format, or null if the name ends otherwise
     */
    public static @Nullable DocumentFormat of(String fileName) {
        String plain = Compression.of(fileName).strip(fileName);
        if (fileName.endsWith(".parquet")) {
            return PARQUET;
        }
        if (plain.endsWith(".txt") || plain.endsWith(".md")) {
            return TEXT;
        }
        return plain.endsWith(".jsonl") || plain.endsWith(".json") ? JSONL : null;
    }

    /** Opens one file; a name that says nothing is JSONL. */
    static DocumentSource open(Path file, String id, int skipBad) throws IOException {
        DocumentFormat format = of(file.toString());
        if (format == PARQUET) {
            return ParquetDocuments.open(file, skipBad);
        }
        return format == TEXT
                ? new TextDocument(file, id, InputFile.open(file))
                : new JsonDocuments(JsonLines.open(file, skipBad));
    }
}
