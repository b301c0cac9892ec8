package org.palimpsest.inference.likelihood;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * Scores that were computed elsewhere, looked up by the id of the document. The file holds score rows as {@link
 * ScoreWriter} writes them, plain or {@code .gz}; it is held in memory, about 12 bytes a token.
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
     * @param file the file
     * @return a scorer
     * @throws IOException if the file is missing or a row is not one of scores; the message names file, line and field
     */
    public static RecordedTokenScorer open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file of scores");
        }
        ObjectMapper mapper = new ObjectMapper();
        Map<String, TokenScores> rows = new HashMap<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    add(file, number, mapper, line, rows);
                }
            }
        }
        return new RecordedTokenScorer(file, rows, Fingerprint.sha256(file));
    }

    private static void add(Path file, long number, ObjectMapper mapper, String line, Map<String, TokenScores> rows)
            throws CorruptInputException {
        JsonNode row;
        try {
            row = mapper.readTree(line);
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), number, "is not JSON: " + e.getOriginalMessage(), e);
        }
        if (row.has("variant")) {
            return;
        }
        if (!row.path("id").isTextual()) {
            throw new CorruptInputException(file.toString(), number, "field id must be a string", null);
        }
        String id = row.get("id").textValue();
        double[] logProbs = numbers(file, number, row.path("logprobs"), "logprobs");
        double[] ids = numbers(file, number, row.path("tokens"), "tokens");
        int[] tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = (int) ids[i];
        }
        TokenScores scores;
        try {
            scores = new TokenScores(id, tokens, logProbs);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), number, String.valueOf(e.getMessage()), e);
        }
        if (rows.put(id, scores) != null) {
            throw new CorruptInputException(file.toString(), number, "id " + id + " stands in an earlier row", null);
        }
    }

    /** Null stands for a number that JSON cannot hold: NaN. */
    private static double[] numbers(Path file, long number, JsonNode list, String field) throws CorruptInputException {
        if (!list.isArray()) {
            throw new CorruptInputException(
                    file.toString(), number, "field " + field + " must be a list of numbers", null);
        }
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = list.get(i);
            if (!value.isNumber() && !value.isNull()) {
                throw new CorruptInputException(
                        file.toString(), number, "field " + field + ", entry " + i + " must be a number", null);
            }
            values[i] = value.isNull() ? Double.NaN : value.doubleValue();
        }
        return values;
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
