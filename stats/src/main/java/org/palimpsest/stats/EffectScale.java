package org.palimpsest.stats;

/**
 * The scale on which the size of an effect is measured.
 *
 * @param name what is measured, such as {@code Spearman correlation}
 * @param lowest smallest value that exists, possibly minus infinity
 * @param none the value under the null hypothesis, finite
 * @param highest largest value that exists, possibly infinity
 * @param alternative the side on which the test looks for effects
 */
public record EffectScale(String name, double lowest, double none, double highest, Alternative alternative) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the name is blank, {@code none} is not finite, or there is no value on the side of
     *     the alternative
     */
    public EffectScale {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        if (!Double.isFinite(none)) {
            throw new IllegalArgumentException("none must be finite, got " + none);
        }
        boolean up = highest > none;
        boolean down = lowest < none;
        boolean wanted = alternative == Alternative.LESS ? down : up;
        if (!(lowest <= none && none <= highest && wanted && (alternative != Alternative.TWO_SIDED || down))) {
            throw new IllegalArgumentException("lowest, none and highest must be ordered, got " + lowest + ", " + none
                    + " and " + highest + " for " + alternative.label());
        }
    }

    /** The largest effect on the side of the alternative; that above {@code none} for a two-sided test. */
    public double extreme() {
        return alternative == Alternative.LESS ? lowest : highest;
    }

    /**
     * Refuses an effect that is none or lies on the wrong side.
     *
     * @param effect a value on this scale
     * @throws IllegalArgumentException if the test cannot look for this effect
     */
    public void requireEffect(double effect) {
        boolean up = effect > none && effect <= highest && alternative != Alternative.LESS;
        boolean down = effect < none && effect >= lowest && alternative != Alternative.GREATER;
        if (!(up || down)) {
            String range = switch (alternative) {
                case GREATER -> "(" + none + ", " + highest + "]";
                case LESS -> "[" + lowest + ", " + none + ")";
                case TWO_SIDED -> "[" + lowest + ", " + highest + "] and not " + none;
            };
            throw new IllegalArgumentException(name + " must be in " + range + ", got " + effect);
        }
    }
}
