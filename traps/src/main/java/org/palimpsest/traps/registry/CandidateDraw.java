package org.palimpsest.traps.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.TrapFamily;

/**
 * Draws the candidates of a family. Candidate c of trap j is the first text from the stream {@code trap|j|c}, with
 * {@code shared|j} for what the candidates of a trap share, whose digest (the first eight
 * bytes of its SHA-256) no earlier candidate has, where (j, c) go up in this order: so all candidates of a registry differ.
 */
final class CandidateDraw {
    private final TrapFamily family;
    private final KeyedStream streams;
    private final int candidates;
    private final MessageDigest digest = Fingerprint.newDigest();
    private final Set<Long> taken = new HashSet<>();
    private final Map<Long, Integer> redraws = new HashMap<>();

    CandidateDraw(TrapFamily family, int candidates, MasterKey key) {
        this.family = family;
        this.candidates = candidates;
        this.streams = key.stream("draw");
    }

    /** Draws the candidates of trap j for the first time; called for j = 0, 1, 2, ... */
    List<String> drawNext(int j) {
        List<String> texts = new ArrayList<>(candidates);
        for (int c = 0; c < candidates; c++) {
            KeyedStream stream = stream(j, c);
            String text = draw(j, stream);
            int passed = 0;
            while (!taken.add(digest(text))) {
                text = draw(j, stream);
                passed++;
            }
            if (passed > 0) {
                redraws.put(place(j, c), passed);
            }
            texts.add(text);
        }
        return texts;
    }

    /** Forgets what only first draws need. */
    void close() {
        taken.clear();
    }

    /** The candidates of a trap that was drawn before. */
    synchronized List<String> again(int j) {
        List<String> texts = new ArrayList<>(candidates);
        for (int c = 0; c < candidates; c++) {
            KeyedStream stream = stream(j, c);
            int passed = redraws.getOrDefault(place(j, c), 0);
            for (int i = 0; i < passed; i++) {
                draw(j, stream);
            }
            texts.add(draw(j, stream));
        }
        return texts;
    }

    /** What is published of a text instead of it. */
    List<String> wordings(int j, String text) {
        return family.wordings(text, streams.relabelled("wordings|" + j));
    }

    private String draw(int j, KeyedStream stream) {
        return family.draw(streams.relabelled("shared|" + j), stream);
    }

    private KeyedStream stream(int j, int c) {
        return streams.relabelled("trap|" + j + "|" + c);
    }

    private long place(int j, int c) {
        return (long) j * candidates + c;
    }

    private long digest(String text) {
        byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (hash[i] & 0xff);
        }
        return value;
    }
}
