package org.palimpsest.inference.likelihood;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * A scorer that keeps every score on disk and scores no text twice, under whatever id.
 *
 * <p>A folder holds a file for each {@link TokenScorer#fingerprint()}: model, tokenizer, precision and policy. Texts are told
 * apart by the SHA-256 of their UTF-8 or of their token ids. What one call had to score is on disk when it returns, whole
 * or not at all. So a run that was killed and is made again finds the calls that had returned, scores the others in the
 * same batches as if it had never been killed, and gives the same bytes on the same machine. Texts that another run scored in other
 * batches may differ by 1e-5 nats a token.
 *
 * <p>A record that was damaged on disk is scored anew. Not for use by several threads at once.
 */
public final class CachedTokenScorer implements TokenScorer {
    private final TokenScorer scorer;
    private final ScoreCache cache;
    private long found;
    private long computed;

    private CachedTokenScorer(TokenScorer scorer, ScoreCache cache) {
        this.scorer = scorer;
        this.cache = cache;
    }

    /**
     * Opens the cache of a scorer.
     *
     * @param scorer what scores the texts that are not there yet; closed with this scorer
     * @param folder the folder of the cache, made if it is missing
     * @return a scorer with the same results
     * @throws IOException if the folder cannot be written, holds something else, or another run uses it
     */
    public static CachedTokenScorer open(TokenScorer scorer, Path folder) throws IOException {
        return new CachedTokenScorer(scorer, ScoreCache.open(folder, scorer.fingerprint()));
    }

    /**
     * Scores documents, as many as possible from the cache.
     *
     * @param documents what to score
     * @return one result a document, in the same order
     * @throws UncheckedIOException if the cache cannot be read or written
     */
    @Override
    public List<TokenScores> score(List<Document> documents) {
        List<String> keys = documents.stream().map(CachedTokenScorer::key).toList();
        try {
            Map<String, TokenScores> known = known(keys);
            Map<String, Document> missing = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                if (!known.containsKey(keys.get(i))) {
                    missing.putIfAbsent(keys.get(i), documents.get(i));
                }
            }
            found += documents.size() - missing.size();
            computed += missing.size();
            compute(missing, known);
            List<TokenScores> scores = new ArrayList<>(documents.size());
            for (int i = 0; i < keys.size(); i++) {
                TokenScores own = Objects.requireNonNull(known.get(keys.get(i)), "every text has been scored");
                scores.add(own.withId(documents.get(i).id()));
            }
            return scores;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, TokenScores> known(List<String> keys) throws IOException {
        Map<String, TokenScores> known = new LinkedHashMap<>();
        for (String key : keys) {
            byte @Nullable [] record =
                    known.containsKey(key) ? null : cache.get(HexFormat.of().parseHex(key));
            if (record != null) {
                known.put(key, ScoreRecord.decode("cached", record));
            }
        }
        return known;
    }

    private void compute(Map<String, Document> missing, Map<String, TokenScores> known) throws IOException {
        if (missing.isEmpty()) {
            return;
        }
        List<TokenScores> scores = scorer.score(List.copyOf(missing.values()));
        List<ScoreCache.Entry> entries = new ArrayList<>(scores.size());
        int next = 0;
        for (String key : missing.keySet()) {
            TokenScores own = scores.get(next++);
            known.put(key, own);
            entries.add(new ScoreCache.Entry(HexFormat.of().parseHex(key), ScoreRecord.encode(own)));
        }
        cache.append(entries);
    }

    private static String key(Document document) {
        MessageDigest digest = Fingerprint.newDigest();
        int[] tokens = document.tokens();
        if (tokens == null) {
            digest.update((byte) 't');
            digest.update(document.text().getBytes(StandardCharsets.UTF_8));
        } else {
            ByteBuffer ids = ByteBuffer.allocate(4 * tokens.length);
            Arrays.stream(tokens).forEach(ids::putInt);
            digest.update((byte) 'i');
            digest.update(ids.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Documents whose scores were in the cache, or stood earlier in the same call.
     *
     * @return a count over all calls
     */
    public long found() {
        return found;
    }

    /**
     * Documents that had to be scored.
     *
     * @return a count over all calls
     */
    public long computed() {
        return computed;
    }

    /**
     * Records that were there and damaged, and were scored anew.
     *
     * @return a count over all calls
     */
    public long damaged() {
        return cache.damaged();
    }

    @Override
    public String fingerprint() {
        return scorer.fingerprint();
    }

    @Override
    public void close() {
        try {
            cache.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            scorer.close();
        }
    }
}
