package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.MidRanks;
import org.palimpsest.stats.RandomStream;

/**
 * Rows whose loss has a Spearman correlation with the position that somebody printed, to about 1e-13: ranks of a line and noise,
 * then exchanged in pairs until the sum of products is the one wanted.
 */
final class PaperRows {
    private PaperRows() {}

    /** Losses at the positions 0, 1, …, without ties. */
    static double[] losses(int n, double rho, long seed) {
        RandomGenerator random = RandomStream.of(seed, "paper rows");
        double slope = Math.sqrt(12) * rho / Math.sqrt(1 - rho * rho) / n;
        double[] noisy = IntStream.range(0, n)
                .mapToDouble(i -> slope * i + random.nextGaussian())
                .toArray();
        long[] ranks =
                Arrays.stream(MidRanks.of(noisy)).mapToLong(r -> (long) r).toArray();
        // rho = 1 - 6 sum d^2 / (n^3 - n), and sum d^2 = 2 sum r^2 - 2 sum x r
        double cube = (double) n * ((double) n * n - 1);
        long squares = (long) n * (n + 1L) / 2 * (2L * n + 1) / 3;
        long wanted = squares - Math.round((1 - rho) * cube / 12);
        long missing = wanted
                - IntStream.range(0, n).mapToLong(i -> (i + 1) * ranks[i]).sum();
        while (missing != 0) {
            int i = random.nextInt(n);
            int j = random.nextInt(n);
            long change = (j - i) * (ranks[i] - ranks[j]);
            if (Math.abs(missing) < n) {
                // neighbours, one apart in rank each: small steps
                j = Math.min(n - 1, i + 1);
                change = (j - i) * (ranks[i] - ranks[j]);
            }
            if (change != 0 && Math.abs(missing - change) < Math.abs(missing)) {
                long kept = ranks[i];
                ranks[i] = ranks[j];
                ranks[j] = kept;
                missing -= change;
            }
        }
        return Arrays.stream(ranks).asDoubleStream().map(r -> 2 + r / n).toArray();
    }
}
