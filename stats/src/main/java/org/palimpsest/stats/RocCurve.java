package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How well a score separates members from non-members, at every threshold.
 *
 * <p>The rule is {@code score >= threshold}; higher scores are more member-like. A curve is a value: the distinct scores from
 * high to low, and at each how many members and non-members score at least as high. Tied scores move together. O(n log n) to
 * build, O(n) memory.
 */
public final class RocCurve {
    /** Below this many scores a second thread costs more than it saves. */
    private static final int WORTH_A_THREAD = 10_000;

    private final double[] thresholds;
    private final int[] membersAtLeast;
    private final int[] nonMembersAtLeast;

    private RocCurve(double[] thresholds, int[] membersAtLeast, int[] nonMembersAtLeast) {
        this.thresholds = thresholds;
        this.membersAtLeast = membersAtLeast;
        this.nonMembersAtLeast = nonMembersAtLeast;
    }

    /**
     * The curve of two samples. The two zeros, 0.0 and -0.0, are tied.
     *
     * @param members at least one finite score, higher for members; left unchanged
     * @param nonMembers at least one finite score; left unchanged
     * @throws IllegalArgumentException if a side is empty or a score is not finite
     */
    public static RocCurve of(double[] members, double[] nonMembers) {
        if (members.length == 0 || nonMembers.length == 0) {
            throw new IllegalArgumentException("both sides must hold at least 1 score, got " + members.length
                    + " members and " + nonMembers.length + " non-members");
        }
        Scores.requireFinite("members", members);
        Scores.requireFinite("nonMembers", nonMembers);
        Stream<double[]> sides = Stream.of(members, nonMembers);
        if (members.length + nonMembers.length > WORTH_A_THREAD) {
            sides = sides.parallel();
        }
        List<double[]> sorted = sides.map(RocCurve::ascending).toList();
        return merged(sorted.get(0), sorted.get(1));
    }

    private static double[] ascending(double[] values) {
        double[] sorted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            sorted[i] = values[i] + 0.0;
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static RocCurve merged(double[] members, double[] nonMembers) {
        int capacity = members.length + nonMembers.length;
        double[] thresholds = new double[capacity];
        int[] above = new int[capacity];
        int[] aboveNon = new int[capacity];
        int i = members.length;
        int j = nonMembers.length;
        int count = 0;
        while (i > 0 || j > 0) {
            double top = j == 0 || (i > 0 && members[i - 1] >= nonMembers[j - 1]) ? members[i - 1] : nonMembers[j - 1];
            while (i > 0 && members[i - 1] == top) {
                i--;
            }
            while (j > 0 && nonMembers[j - 1] == top) {
                j--;
            }
            thresholds[count] = top;
            above[count] = members.length - i;
            aboveNon[count] = nonMembers.length - j;
            count++;
        }
        return new RocCurve(
                Arrays.copyOf(thresholds, count), Arrays.copyOf(above, count), Arrays.copyOf(aboveNon, count));
    }

    /**
     * The area under the ROC curve of two samples, {@code of(members, nonMembers).auc()}.
     *
     * @param members at least one finite score, higher for members
     * @param nonMembers at least one finite score
     * @return a number in [0, 1]; 1/2 for a score that knows nothing
     * @throws IllegalArgumentException if a side is empty or a score is not finite
     */
    public static double auc(double[] members, double[] nonMembers) {
        return of(members, nonMembers).auc();
    }

    /**
     * The area under the curve: the chance that a random member scores above a random non-member, ties counting one half
     * (Hanley and McNeil 1982). O(n).
     *
     * @return a number in [0, 1]; 1/2 for a score that knows nothing
     */
    public double auc() {
        double twice = 0;
        for (int step = 0; step < steps(); step++) {
            double here = nonMembersAt(step);
            if (here > 0) {
                twice += here * ((double) membersBefore(step) + membersAtLeast[step]);
            }
        }
        return twice / (2.0 * members() * nonMembers());
    }

    /** The number of members. */
    public int members() {
        return membersAtLeast[steps() - 1];
    }

    /** The number of non-members. */
    public int nonMembers() {
        return nonMembersAtLeast[steps() - 1];
    }

    /** All points, from (0, 0), where nothing is called a member, to (1, 1): one more than there are distinct scores. */
    public List<Point> points() {
        List<Point> points = new ArrayList<>(steps() + 1);
        for (int step = -1; step < steps(); step++) {
            points.add(point(step));
        }
        return List.copyOf(points);
    }

    /**
     * At most so many points, evenly spread along the curve as measured by fpr + tpr, both ends included: enough to draw it.
     *
     * @param atMost at least 2
     * @throws IllegalArgumentException if atMost is below 2
     */
    public List<Point> points(int atMost) {
        if (atMost < 2) {
            throw new IllegalArgumentException("atMost must be at least 2, got " + atMost);
        }
        if (steps() < atMost) {
            return points();
        }
        List<Point> points = new ArrayList<>(atMost);
        points.add(point(-1));
        for (int step = 0; step < steps() - 1; step++) {
            Point point = point(step);
            if (point.fpr() + point.tpr() >= 2.0 * points.size() / (atMost - 1) && points.size() < atMost - 1) {
                points.add(point);
            }
        }
        points.add(point(steps() - 1));
        return List.copyOf(points);
    }

    private Point point(int step) {
        return step < 0
                ? new Point(0, 0, Double.POSITIVE_INFINITY)
                : new Point(
                        (double) nonMembersAtLeast[step] / nonMembers(),
                        (double) membersAtLeast[step] / members(),
                        thresholds[step]);
    }

    /**
     * The greatest true-positive rate within a budget of false positives, with the threshold that reaches it. O(log n).
     *
     * @param fpr the false-positive rate allowed, in [1/nonMembers, 1]; what is finer the sample cannot resolve
     * @throws IllegalArgumentException if fpr is below 1/nonMembers, above 1 or NaN
     */
    public OperatingPoint tprAtFpr(double fpr) {
        int step = strictest(lastWithin(falsePositivesAllowed(fpr)));
        Point point = point(step);
        return new OperatingPoint(fpr, point.tpr(), point.threshold(), point.fpr());
    }

    /**
     * Whether the sample holds enough non-members to speak of a false-positive rate, {@code fpr >= 1/nonMembers}.
     *
     * @param fpr any number
     */
    public boolean resolves(double fpr) {
        return fpr <= 1 && fpr >= 1.0 / nonMembers();
    }

    /** The greatest k with k/nonMembers at most fpr, as doubles compare. */
    int falsePositivesAllowed(double fpr) {
        if (!resolves(fpr)) {
            throw new IllegalArgumentException(
                    "fpr must be in [1/" + nonMembers() + ", 1] with " + nonMembers() + " non-members, got " + fpr);
        }
        int n = nonMembers();
        int k = (int) Math.min(n, Math.round(fpr * n));
        return (double) k / n <= fpr ? k : k - 1;
    }

    /** The last step, or -1, with at most so many false positives. */
    int lastWithin(int falsePositives) {
        int low = 0;
        int high = steps();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nonMembersAtLeast[middle] <= falsePositives) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** The first step that finds as many members as this one; -1 if it finds none. */
    private int strictest(int step) {
        int first = step;
        while (first >= 0 && membersBefore(first) == membersAtLeast[first]) {
            first--;
        }
        return first;
    }

    /**
     * The curve of as many members and as many non-members, drawn from these with replacement. It keeps steps at which nothing
     * was drawn.
     */
    RocCurve resampled(RandomGenerator random) {
        return new RocCurve(thresholds, resampled(membersAtLeast, random), resampled(nonMembersAtLeast, random));
    }

    private static int[] resampled(int[] atLeast, RandomGenerator random) {
        int n = atLeast[atLeast.length - 1];
        int[] drawn = new int[n];
        for (int i = 0; i < n; i++) {
            drawn[RandomStream.below(n, random)]++;
        }
        int[] result = new int[atLeast.length];
        int seen = 0;
        int sum = 0;
        for (int step = 0; step < result.length; step++) {
            while (seen < atLeast[step]) {
                sum += drawn[seen++];
            }
            result[step] = sum;
        }
        return result;
    }

    /** The number of distinct scores. Step 0 is the highest. */
    int steps() {
        return thresholds.length;
    }

    /** Members above the score of a step. */
    int membersBefore(int step) {
        return step == 0 ? 0 : membersAtLeast[step - 1];
    }

    /** Non-members above the score of a step. */
    int nonMembersBefore(int step) {
        return step == 0 ? 0 : nonMembersAtLeast[step - 1];
    }

    /** Members with the score of a step. */
    int membersAt(int step) {
        return membersAtLeast[step] - membersBefore(step);
    }

    /** Non-members with the score of a step. */
    int nonMembersAt(int step) {
        return nonMembersAtLeast[step] - nonMembersBefore(step);
    }

    /**
     * One point of the curve.
     *
     * @param fpr the share of non-members that score at least the threshold, in [0, 1]
     * @param tpr the share of members that score at least the threshold, in [0, 1]
     * @param threshold the smallest score called a member; infinite at (0, 0)
     */
    public record Point(double fpr, double tpr, double threshold) {}
}
