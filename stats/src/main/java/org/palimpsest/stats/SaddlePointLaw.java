package org.palimpsest.stats;

import java.util.List;

/**
 * The tails of a sum of independent permuted sums, from their cumulant generating functions, by the formula of Lugannani and
 * Rice in the form of Barndorff-Nielsen: {@code p = P(Z >= w + ln(v/w)/w)} with {@code w = sign(t) sqrt(2 (t s - K(t)))},
 * {@code v = t sqrt(K''(t)) exp(-correction)} and {@code K'(t) = s}.
 *
 * <p>A law on a grid of span h is taken at {@code s - h/2}, with {@code 2 sinh(h t/2)/h} in place of t (Daniels 1987). Where
 * the law is too coarse for that, or s lies beyond the reach of K, the p-value is the bound {@code exp(K(t) - t s)}: too large
 * by a factor of a few, never too small. No p-value is below the exact chance of the most extreme order.
 */
final class SaddlePointLaw implements PermutationLaw {
    private static final int[] SIZES = {16, 32, 64};
    /** Closer to the mean than this many standard deviations, w loses its digits. */
    private static final double CLOSE = 0.1;

    /** How close K' must come to s, in standard deviations; K(t) - t s errs by half its square. */
    private static final double SOLVED = 1e-8;

    private static final int MAX_STEPS = 200;

    private final List<RankTerm> parts;
    private final double span;
    private final Grain grain;
    private final boolean symmetric;

    /**
     * A law.
     *
     * @param parts independent terms of the statistic, at least one
     */
    SaddlePointLaw(List<RankTerm> parts) {
        this.parts = List.copyOf(parts);
        this.span = RankTerm.span(parts);
        this.grain = Grain.of(parts);
        this.symmetric =
                parts.stream().allMatch(term -> term.a().symmetric() || term.b().symmetric());
    }

    @Override
    public double logUpper(double s) {
        double floor =
                parts.stream().mapToDouble(RankTerm::logChanceOfAgreement).sum();
        return Math.max(floor, grain == Grain.COARSE ? bound(s, 1) : upper(s - span / 2, 1, s));
    }

    @Override
    public double logLower(double s) {
        if (symmetric) {
            return logUpper(-s);
        }
        double floor =
                parts.stream().mapToDouble(RankTerm::logChanceOfOpposition).sum();
        return Math.max(floor, grain == Grain.COARSE ? bound(s, -1) : upper(-s - span / 2, -1, -s));
    }

    @Override
    public PValueMethod method() {
        return PValueMethod.ASYMPTOTIC;
    }

    /** The upper tail of sign times the statistic at {@code mended}, which stands for the observed value {@code s}. */
    private double upper(double mended, int sign, double s) {
        double deviation =
                Math.sqrt(parts.stream().mapToDouble(RankTerm::variance).sum());
        for (int size : SIZES) {
            Sum sum = new Sum(size, sign);
            if (Math.abs(mended) < CLOSE * deviation) {
                return LogTails.normalUpper(nearMean(sum, mended / deviation, CLOSE * deviation));
            }
            double t = sum.solve(mended);
            if (!Double.isNaN(t)) {
                return LogTails.normalUpper(root(sum, t, mended));
            }
        }
        return bound(sign * s, sign);
    }

    /** The corrected root near the mean, where it is close to a straight line. */
    private double nearMean(Sum sum, double z, double edge) {
        double below = root(sum, sum.solve(-edge), -edge);
        double above = root(sum, sum.solve(edge), edge);
        return below + (z + CLOSE) / (2 * CLOSE) * (above - below);
    }

    /** The signed root of the likelihood ratio with its correction, {@code r*}, at the t just solved for. */
    private double root(Sum sum, double t, double s) {
        CumulantPoint point = sum.last();
        double w = Math.copySign(Math.sqrt(Math.max(0, 2 * (t * s - point.value()))), t);
        double half = Math.abs(span * t / 2);
        double logT = Math.log(Math.abs(t)) + (half < 1e-4 ? half * half / 6 : logSinhOver(half));
        double logV = logT + Math.log(point.curvature()) / 2 - point.correction();
        return w + (logV - Math.log(Math.abs(w))) / w;
    }

    private static double logSinhOver(double half) {
        return half + Math.log(-Math.expm1(-2 * half) / (2 * half));
    }

    /** The Chernoff bound at the best t within reach. */
    private double bound(double s, int sign) {
        if (sign * s <= 0) {
            return 0;
        }
        Sum sum = new Sum(SIZES[SIZES.length - 1], sign);
        double t = sum.solve(sign * s);
        double at = Double.isNaN(t) ? sum.reach() : t;
        CumulantPoint point = sum.at(at);
        return Math.min(0, point.value() + point.correction() - at * sign * s);
    }

    /** The parts together, or their mirror image. */
    private final class Sum {
        private final List<Cumulants> terms;
        private final int sign;
        private CumulantPoint last = new CumulantPoint(0, 0, 0, 0);

        Sum(int size, int sign) {
            this.terms = parts.stream().map(part -> part.cumulants(size)).toList();
            this.sign = sign;
        }

        CumulantPoint at(double t) {
            CumulantPoint sum = new CumulantPoint(0, 0, 0, 0);
            for (Cumulants term : terms) {
                sum = sum.plus(term.at(sign * t).scaled(sign));
            }
            last = sum;
            return sum;
        }

        /** The point computed last. */
        CumulantPoint last() {
            return last;
        }

        double reach() {
            return terms.stream().mapToDouble(Cumulants::reach).min().orElseThrow();
        }

        /** The t at which K' is s, or NaN if it lies out of reach; Newton steps, kept inside what is known to hold it. */
        double solve(double s) {
            double reach = Math.min(reach(), Double.MAX_VALUE);
            double low = s < 0 ? -reach : 0;
            double high = s < 0 ? 0 : reach;
            double t = 0;
            for (int step = 0; step < MAX_STEPS; step++) {
                CumulantPoint point = at(t);
                double miss = s - point.slope();
                if (Math.abs(miss) <= SOLVED * Math.sqrt(point.curvature())) {
                    return t;
                }
                if (miss > 0) {
                    low = t;
                } else {
                    high = t;
                }
                if (t == -reach || t == reach) {
                    return Double.NaN;
                }
                double limit = 2 * Math.abs(t) + 1 / Math.sqrt(point.curvature());
                double move = Math.max(-limit, Math.min(limit, miss / point.curvature()));
                double next = Math.max(-reach, Math.min(reach, t + move));
                t = next >= low && next <= high ? next : (low + high) / 2;
            }
            return Double.NaN;
        }
    }
}
