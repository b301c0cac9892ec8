package org.palimpsest.cli;

import java.util.Locale;
import java.util.function.Supplier;
import org.palimpsest.corpus.duplicates.MinHashScheme;

/** Schemes of near-duplicates, named after the pipelines that published them. */
enum DuplicateScheme {
    /** 5-grams, 14 bands of 8. */
    FINEWEB(MinHashScheme::fineWeb),
    /** 13-grams, 9 bands of 13. */
    SLIMPAJAMA(MinHashScheme::slimPajama),
    /** 13-grams, 14 bands of 9. */
    REDPAJAMA2(MinHashScheme::redPajama2),
    /** 5-grams, 450 bands of 20. */
    LEE(MinHashScheme::lee),
    /** Words, 10 bands of 1. */
    GPT3(MinHashScheme::gpt3);

    private final Supplier<MinHashScheme> scheme;

    DuplicateScheme(Supplier<MinHashScheme> scheme) {
        this.scheme = scheme;
    }

    MinHashScheme scheme() {
        return scheme.get();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
