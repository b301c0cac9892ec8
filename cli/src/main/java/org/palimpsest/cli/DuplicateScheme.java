package org.palimpsest.cli;

import java.util.Locale;
import org.palimpsest.corpus.duplicates.MinHashScheme;

/** Schemes of near-duplicates, named after the pipelines that published them. */
enum DuplicateScheme {
    /** 5-grams, 14 bands of 8. */
    FINEWEB,
    /** 13-grams, 9 bands of 13. */
    SLIMPAJAMA,
    /** 13-grams, 14 bands of 9. */
    REDPAJAMA2,
    /** 5-grams, 450 bands of 20. */
    LEE,
    /** Words, 10 bands of 1. */
    GPT3;

    MinHashScheme scheme() {
        return switch (this) {
            case FINEWEB -> MinHashScheme.fineWeb();
            case SLIMPAJAMA -> MinHashScheme.slimPajama();
            case REDPAJAMA2 -> MinHashScheme.redPajama2();
            case LEE -> MinHashScheme.lee();
            case GPT3 -> MinHashScheme.gpt3();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
