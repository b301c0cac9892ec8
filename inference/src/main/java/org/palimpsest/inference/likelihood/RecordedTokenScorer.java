package org.palimpsest.inference.likelihood;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * Scores that were computed elsewhere, looked up by the id of the document. The file holds score rows as {@link
 * ScoreWriter} writes them, plain, {@code .gz} or {@code .zst}, with moments and likeliest tokens where they are recorded. It is
 * held in memory: about 12 bytes a token, 16 more with moments, 12 more for each of its likeliest tokens.
 */
public final class RecordedTokenScorer implements TokenScorer {
    private final Path file;
    private final Map<String, TokenScores> rows;
    private final String fingerprint;

    private RecordedTokenScorer(Path file, Map<String, TokenScores> rows, String fingerprint) {
        this.file = file;
        this.rows = rows;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads a file of score rows; rows with a {@code variant} are passed over.
     *
     * @param file the file, plain, {@code .gz} or {@code .zst}
     * @return a scorer
     * @throws IOException if the file is missing or cut, or a row is not one of scores; the message names file, line and
     *     field
     */
    public static RecordedTokenScorer open(Path file) throws IOException {
        Map<String, TokenScores> rows = new HashMap<>();
        ScoreRowReader.Options options = new ScoreRowReader.Options(ScoreRowReader.Detail.LIKELIHOODS, Set.of(), 0);
        try (ScoreRowReader reader = ScoreRowReader.open(file, options)) {
            for (ScoreRow row = reader.next(); row != null; row = reader.next()) {
                if (row.scores() != null && rows.put(row.id(), row.scores()) != null) {
                    throw reader.location().error("field \"id\": " + row.id() + " stands in an earlier row");
                }
            }
        }
        return new RecordedTokenScorer(file, rows, Fingerprint.sha256(file));
    }

    /**
     * Whether the file has a row for a document.
     *
     * @param id the document's id
     * @return whether it has
     */
    public boolean has(String id) {
        return rows.containsKey(id);
    }

    @Override
    public List<TokenScores> score(List<Document> documents) {
        return documents.stream().map(this::row).toList();
    }

    private TokenScores row(Document document) {
        TokenScores scores = rows.get(document.id());
        if (scores == null) {
            throw new IllegalArgumentException(file + " has no row with id " + document.id());
        }
        return scores;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void close() {
        rows.clear();
    }
}
