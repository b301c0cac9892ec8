package org.palimpsest.stats;

/** The cumulant generating function of a centred statistic, {@code K(t) = ln E exp(t S)}. */
interface Cumulants {
    /** K and its derivatives at t; implementations may start from the previous point, so they are for one thread. */
    CumulantPoint at(double t);

    /** The largest |t| at which K is computed to full precision. */
    double reach();

    /** The function of a multiple of the statistic. */
    default Cumulants times(double factor) {
        Cumulants once = this;
        return new Cumulants() {
            @Override
            public CumulantPoint at(double t) {
                return once.at(factor * t).scaled(factor);
            }

            @Override
            public double reach() {
                return once.reach() / factor;
            }
        };
    }
}
