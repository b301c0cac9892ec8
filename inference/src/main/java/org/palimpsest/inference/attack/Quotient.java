package org.palimpsest.inference.attack;

/** Quotients of losses, which have no value where the lower loss is 0. */
final class Quotient {
    private Quotient() {}

    static double ofLosses(double above, double below) throws UndefinedScoreException {
        double quotient = above / below;
        if (!(below < 0) || !Double.isFinite(quotient)) {
            throw new UndefinedScoreException("a quotient of losses has no value where the loss is 0");
        }
        return quotient;
    }
}
