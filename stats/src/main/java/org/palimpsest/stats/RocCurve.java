package org.palimpsest.stats;

/** How well a score separates members from non-members. */
public final class RocCurve {
    private RocCurve() {}

    /**
     * The area under the ROC curve: the chance that a random member scores above a random non-member, ties counting one half
     * (Hanley and McNeil 1982). O(n log n).
     *
     * @param members at least one finite score, higher for members
     * @param nonMembers at least one finite score
     * @return a number in [0, 1]; 1/2 for a score that knows nothing
     * @throws IllegalArgumentException if a side is empty or a score is not finite
     */
    public static double auc(double[] members, double[] nonMembers) {
        if (members.length == 0 || nonMembers.length == 0) {
            throw new IllegalArgumentException("both sides must hold at least 1 score, got " + members.length
                    + " members and " + nonMembers.length + " non-members");
        }
        double[] all = new double[members.length + nonMembers.length];
        System.arraycopy(members, 0, all, 0, members.length);
        System.arraycopy(nonMembers, 0, all, members.length, nonMembers.length);
        double[] ranks = MidRanks.of(all);
        double sum = 0;
        for (int i = 0; i < members.length; i++) {
            sum += ranks[i];
        }
        double m = members.length;
        return (sum - m * (m + 1) / 2) / (m * nonMembers.length);
    }
}
