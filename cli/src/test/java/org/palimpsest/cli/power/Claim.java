package org.palimpsest.cli.power;

import java.util.List;
import org.palimpsest.stats.Alternative;

/**
 * A claim about trained models under one score.
 *
 * @param name of the claim
 * @param score under which
 * @param alternative which side is claimed
 * @param seeds the effect in every seed
 */
public record Claim(String name, String score, Alternative alternative, List<Double> seeds) {
    /** Copies. */
    public Claim {
        seeds = List.copyOf(seeds);
    }

    /** What the seeds say together. */
    public SeedEffect effect() {
        return SeedEffect.of(seeds.stream().mapToDouble(s -> s).toArray(), alternative);
    }
}
