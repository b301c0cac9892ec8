package org.palimpsest.traps.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.TrapFamily;

/**
 * Draws the candidates of a family. The key of trap j is 32 bytes of the stream {@code trap|j}; candidate c is drawn from
 * numbered stream c of that key, what the candidates of the trap share from stream −1, wordings from stream −2. So any candidate
 * is drawn alone.
 *
 * <p>All candidates of a registry differ. n candidates of H bits of uniform draws hold an equal pair with probability below
 * n² 2^(−H−1): where that is below 2^-64 nothing is checked. Else all are drawn once beforehand, and a candidate is the
 * first text of its stream whose digest (the first eight bytes of its SHA-256) no earlier candidate has, where (j, c) go up in
 * this order; that takes 16 to 32 bytes of memory a candidate.
 */
final class CandidateDraw {
    /** Bits above twice log2 of the number of candidates from which on equal ones are not looked for. */
    static final int SPARE_BITS = 63;

    private static final long SHARED = -1;
    private static final long WORDINGS = -2;

    private final TrapFamily family;
    private final MasterKey key;
    private final int candidates;
    private final Map<Long, Integer> redraws;

    CandidateDraw(TrapFamily family, int count, int candidates, MasterKey key) {
        this.family = family;
        this.candidates = candidates;
        this.key = key;
        this.redraws = crowded(family, (double) count * candidates) ? redraws(count) : Map.of();
    }

    static boolean crowded(TrapFamily family, double total) {
        return family.entropyBits() < 2 * (Math.log(total) / Math.log(2)) + SPARE_BITS;
    }

    /** One that draws, for one thread. */
    Drawer drawer() {
        return new Drawer();
    }

    private Map<Long, Integer> redraws(int count) {
        MessageDigest digest = Fingerprint.newDigest();
        LongSet taken = new LongSet(count * candidates);
        Map<Long, Integer> passed = new HashMap<>();
        Drawer drawer = new Drawer();
        for (int j = 0; j < count; j++) {
            for (int c = 0; c < candidates; c++) {
                int again = 0;
                String text = drawer.begin(j, c);
                while (!taken.add(digest(digest, text))) {
                    text = drawer.next();
                    again++;
                }
                if (again > 0) {
                    passed.put(place(j, c), again);
                }
            }
        }
        return passed;
    }

    private long place(int j, int c) {
        return (long) j * candidates + c;
    }

    private static long digest(MessageDigest digest, String text) {
        return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** Draws candidates, those of one trap after each other at little cost. */
    final class Drawer implements CandidateTexts {
        private final KeyedStream keys = key.stream("draw");
        private KeyedStream own = keys;
        private KeyedStream shared = keys;
        private int trap = -1;

        @Override
        public String text(int j, int c) {
            String text = begin(j, c);
            if (!redraws.isEmpty()) {
                int passed = redraws.getOrDefault(place(j, c), 0);
                for (int i = 0; i < passed; i++) {
                    text = next();
                }
            }
            return text;
        }

        @Override
        public List<String> wordings(int j, int published, String text) {
            return family.wordings(text, KeyedStream.numbered(trapKey(j), WORDINGS));
        }

        private String begin(int j, int c) {
            if (j != trap) {
                byte[] trapKey = trapKey(j);
                own = KeyedStream.numbered(trapKey, c);
                shared = KeyedStream.numbered(trapKey, SHARED);
                trap = j;
            }
            own.renumbered(c);
            return next();
        }

        private String next() {
            return family.draw(shared.renumbered(SHARED), own);
        }

        private byte[] trapKey(int j) {
            return keys.relabelled("trap|" + j).nextBytes(MasterKey.BYTES);
        }
    }
}
