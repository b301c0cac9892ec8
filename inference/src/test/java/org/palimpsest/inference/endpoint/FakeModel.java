package org.palimpsest.inference.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A bigram model over a few words and all bytes, which a fake endpoint serves: every log-probability is known exactly. */
final class FakeModel {
    static final int BOS = 300;

    private static final String[] WORDS = {"The", " the", " cat", " sat", " on", " mat", "ing", "  ", "日"};
    private static final int SIZE = 256 + WORDS.length;

    private FakeModel() {}

    static int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Integer> ids = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int id = bytes[at] & 0xff;
            for (int w = 0; w < WORDS.length; w++) {
                byte[] word = WORDS[w].getBytes(StandardCharsets.UTF_8);
                if (at + word.length <= bytes.length
                        && Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
                    id = 256 + w;
                }
            }
            ids.add(id);
            at += bytes(id).length;
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    static byte[] bytes(int id) {
        return id < 256 ? new byte[] {(byte) id} : WORDS[id - 256].getBytes(StandardCharsets.UTF_8);
    }

    static String decode(int[] ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int id : ids) {
            out.writeBytes(bytes(id));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static double score(int before, int id) {
        return ((before * 31 + id * 17) % 23) / 7.0;
    }

    /** log P(id | before), in nats. */
    static double logProb(int before, int id) {
        double sum = 0;
        for (int other = 0; other < SIZE; other++) {
            sum += Math.exp(score(before, other));
        }
        return score(before, id) - Math.log(sum);
    }

    /** Log-probabilities of a text's tokens but the first. */
    static double[] logProbs(int[] ids) {
        double[] nats = new double[ids.length - 1];
        for (int i = 1; i < ids.length; i++) {
            nats[i - 1] = logProb(ids[i - 1], ids[i]);
        }
        return nats;
    }

    /** The likeliest printable token after another. */
    static int next(int before) {
        int best = 'a';
        for (int id = 'a'; id <= 'z'; id++) {
            best = score(before, id) > score(before, best) ? id : best;
        }
        return best;
    }
}
