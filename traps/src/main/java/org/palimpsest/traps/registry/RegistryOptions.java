package org.palimpsest.traps.registry;

import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.TrapFamily;

/**
 * What a registry is to hold.
 *
 * @param source gives the candidates
 * @param count number of traps, 1 to 10,000,000
 * @param controls unpublished controls a trap, 0 to 1,000,000; a registry without controls gives no p-value, and the smallest
 *     p-value of one trap is {@code 1 / (controls + 1)}
 * @param plan the test that is promised
 * @param publishedBy who picks the published texts
 */
public record RegistryOptions(CandidateSource source, int count, int controls, TestPlan plan, PublishedBy publishedBy) {
    private static final int MAXIMUM_COUNT = 10_000_000;
    private static final int MAXIMUM_CONTROLS = 1_000_000;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range, or the source has too few candidates for all of
     *     them to differ
     */
    public RegistryOptions {
        if (count < 1 || count > MAXIMUM_COUNT) {
            throw new IllegalArgumentException("count must be in [1, " + MAXIMUM_COUNT + "], got " + count);
        }
        if (controls < 0 || controls > MAXIMUM_CONTROLS) {
            throw new IllegalArgumentException("controls must be in [0, " + MAXIMUM_CONTROLS + "], got " + controls);
        }
        source.require(count, controls);
        boolean found = source instanceof ListedCandidates list && list.isFound();
        if (found != (publishedBy == PublishedBy.FOUND)) {
            throw new IllegalArgumentException("texts that were found are published by nobody, and only those, got "
                    + publishedBy.label() + " for candidates that were " + (found ? "found" : "drawn"));
        }
        if (count * (controls + 1L) >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("count * (controls + 1) must be in [1, " + (Integer.MAX_VALUE - 1)
                    + "], got " + count * (controls + 1L));
        }
    }

    /**
     * Twenty-four ghost sentences with 999 controls each.
     *
     * @return the defaults
     */
    public static RegistryOptions defaults() {
        return new RegistryOptions(
                new DrawnCandidates(GhostSentenceFamily.withDefaults()), 24, 999, TestPlan.defaults(), PublishedBy.KEY);
    }

    /**
     * The same options with another family.
     *
     * @param other draws the texts
     * @return new options
     * @throws IllegalArgumentException if it has too few texts
     */
    public RegistryOptions withFamily(TrapFamily other) {
        return new RegistryOptions(new DrawnCandidates(other), count, controls, plan, publishedBy);
    }

    /**
     * The same plan over candidates that were made beforehand: as many traps as there are groups, all other candidates of a
     * group being its controls.
     *
     * @param list the candidates
     * @return new options
     */
    public RegistryOptions withList(ListedCandidates list) {
        return new RegistryOptions(
                list,
                list.groups().size(),
                list.groups().get(0).size() - 1,
                plan,
                list.isFound() ? PublishedBy.FOUND : publishedBy);
    }

    /**
     * The same options with another number of traps.
     *
     * @param number 1 to 10,000,000
     * @return new options
     * @throws IllegalArgumentException if out of range
     */
    public RegistryOptions withCount(int number) {
        return new RegistryOptions(source, number, controls, plan, publishedBy);
    }

    /**
     * The same options with another number of controls.
     *
     * @param number 0 to 1,000,000
     * @return new options
     * @throws IllegalArgumentException if out of range
     */
    public RegistryOptions withControls(int number) {
        return new RegistryOptions(source, count, number, plan, publishedBy);
    }

    /**
     * The same options with another plan.
     *
     * @param other the test that is promised
     * @return new options
     */
    public RegistryOptions withPlan(TestPlan other) {
        return new RegistryOptions(source, count, controls, other, publishedBy);
    }

    /**
     * The same options with another choice of the published texts.
     *
     * @param other who picks them
     * @return new options
     */
    public RegistryOptions withPublishedBy(PublishedBy other) {
        return new RegistryOptions(source, count, controls, plan, other);
    }
}
