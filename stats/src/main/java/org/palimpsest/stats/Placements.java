package org.palimpsest.stats;

/**
 * How many scores of the other side lie below or above every score, by mid-ranks (Sun and Xu 2014, equations 4 to 6).
 *
 * @param members non-members below each member, ties one half: exact multiples of 1/2
 * @param nonMembers members above each non-member, ties one half
 */
@SuppressWarnings("ArrayRecordComponent") // seen by one package, never kept
record Placements(double[] members, double[] nonMembers) {

    /**
     * O(n log n).
     *
     * @throws IllegalArgumentException if a score is not finite
     */
    static Placements of(double[] members, double[] nonMembers) {
        Scores.requireFinite("scores of members", members);
        Scores.requireFinite("scores of non-members", nonMembers);
        double[] all = new double[members.length + nonMembers.length];
        System.arraycopy(members, 0, all, 0, members.length);
        System.arraycopy(nonMembers, 0, all, members.length, nonMembers.length);
        double[] among = MidRanks.of(all);
        double[] below = MidRanks.of(members);
        double[] above = MidRanks.of(nonMembers);
        for (int i = 0; i < members.length; i++) {
            below[i] = among[i] - below[i];
        }
        for (int j = 0; j < nonMembers.length; j++) {
            above[j] = members.length - (among[members.length + j] - above[j]);
        }
        return new Placements(below, above);
    }

    /** The differences of two placements of the same texts. */
    Placements minus(Placements other) {
        return new Placements(minus(members, other.members), minus(nonMembers, other.nonMembers));
    }

    private static double[] minus(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }
}
