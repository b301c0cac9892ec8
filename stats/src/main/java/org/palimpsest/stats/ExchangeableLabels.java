package org.palimpsest.stats;

/**
 * How the area under the ROC curve varies when all assignments of the labels are equally likely, given the pooled scores.
 *
 * @param variance of the area, {@code (N + 1 - sum(t^3 - t) / (N (N - 1))) / (12 m n)} over ties of size t; 0 if all are tied
 * @param step least move of the area when two neighbouring distinct scores change sides
 */
record ExchangeableLabels(double variance, double step) {

    /** O(n). */
    static ExchangeableLabels of(RocCurve curve) {
        double m = curve.members();
        double n = curve.nonMembers();
        double all = m + n;
        double untied = all * all * all - all;
        double tied = 0;
        double least = all;
        double last = all;
        for (int step = 0; step < curve.steps(); step++) {
            double size = (double) curve.membersAt(step) + curve.nonMembersAt(step);
            tied += size * size * size - size;
            least = Math.min(least, (size + last) / 2);
            last = size;
        }
        double variance = Math.max(0, untied - tied) / (12 * m * n * all * (all - 1));
        return new ExchangeableLabels(variance, least / (m * n));
    }
}
