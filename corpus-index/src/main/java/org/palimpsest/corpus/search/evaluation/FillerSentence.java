package org.palimpsest.corpus.search.evaluation;

import java.util.random.RandomGenerator;

/** Sentences about nothing in particular. */
final class FillerSentence {
    private static final String[] WHO = {
        "the baker",
        "a clerk",
        "the miller",
        "her uncle",
        "the guard",
        "a widow",
        "the choir",
        "a trader",
        "the council",
        "some farmers"
    };
    private static final String[] DID = {
        "sold",
        "counted",
        "carried",
        "forgot",
        "painted",
        "mended",
        "measured",
        "taught with",
        "was born beside",
        "wrote about"
    };
    private static final String[] WHAT = {
        "a bell",
        "the old cart",
        "three ledgers",
        "a stone wall",
        "the town clock",
        "salted fish",
        "a bridge of planks",
        "the school roof",
        "wool",
        "a letter"
    };
    private static final String[] WHEN = {
        "before the harvest",
        "at noon",
        "in a dry year",
        "after the fair",
        "on Sundays",
        "when asked",
        "for little money",
        "without a word"
    };

    private FillerSentence() {}

    static String next(RandomGenerator random) {
        String sentence =
                pick(WHO, random) + " " + pick(DID, random) + " " + pick(WHAT, random) + " " + pick(WHEN, random) + ".";
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String pick(String[] from, RandomGenerator random) {
        return from[random.nextInt(from.length)];
    }
}
