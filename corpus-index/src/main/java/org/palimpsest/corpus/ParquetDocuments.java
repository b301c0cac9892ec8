package org.palimpsest.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents of a Parquet file whose columns are named as the fields of JSONL. Other columns are not read. */
final class ParquetDocuments implements DocumentSource {
    private static final List<String> COLUMNS =
            List.of("id", "text", "tokens", "source", "added", "created", "metadata", "label");

    private final ParquetInput rows;
    private final int skipBad;
    private final List<BadLine> skipped = new ArrayList<>();

    private ParquetDocuments(ParquetInput rows, int skipBad) {
        this.rows = rows;
        this.skipBad = skipBad;
    }

    /** Opens a file. Throws CorruptInputException if it lacks the columns that documents need. */
    static ParquetDocuments open(Path path, int skipBad) throws IOException {
        ParquetInput file = ParquetInput.open(path, COLUMNS);
        boolean usable = file.columns().contains("id")
                && (file.columns().contains("text") || file.columns().contains("tokens"));
        if (!usable) {
            file.close();
            throw new CorruptInputException(
                    path.toString(),
                    "has the columns " + file.columns()
                            + ", expected \"id\" and \"text\" or \"tokens\"; rename the columns that hold them");
        }
        return new ParquetDocuments(file, skipBad);
    }

    @Override
    public @Nullable Document read() throws IOException {
        while (rows.next()) {
            try {
                return document(rows.where());
            } catch (CorruptInputException e) {
                if (skipped.size() == skipBad) {
                    throw e;
                }
                skipped.add(new BadLine(e.line(), e.reason()));
            }
        }
        return null;
    }

    private Document document(InputLocation where) throws IOException {
        return DocumentFields.document(
                where,
                text(0, where),
                text(1, where),
                ParquetValues.tokens(rows.value(2), COLUMNS.get(2), where),
                text(3, where),
                text(4, where),
                text(5, where),
                metadata(where));
    }

    /** The metadata, with the label among them where it is 1 for a member or 0 for a text that is none. */
    private Map<String, @Nullable Object> metadata(InputLocation where) throws IOException {
        Map<String, @Nullable Object> metadata = ParquetValues.object(rows.value(6), COLUMNS.get(6), where);
        if (rows.value(7) instanceof Long label && (label == 0 || label == 1)) {
            metadata = new LinkedHashMap<>(metadata);
            metadata.put("label", label.intValue());
        }
        return metadata;
    }

    private @Nullable String text(int column, InputLocation where) throws IOException {
        return ParquetValues.text(rows.value(column), COLUMNS.get(column), where);
    }

    @Override
    public List<BadLine> skipped() {
        return List.copyOf(skipped);
    }

    @Override
    public long line() {
        return rows.row();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
