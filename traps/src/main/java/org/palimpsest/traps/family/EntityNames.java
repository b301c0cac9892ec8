package org.palimpsest.traps.family;

/**
 * Invented names: two words of three syllables, each syllable one of 18 consonants and one of 5 vowels, all uniform: 90^6 = 5.3e11
 * names, 39 bits, read in one way only. Some two of a million names are the same with a chance of about 0.6, and two of 10,000 with one of 1e-4.
 */
final class EntityNames {
    private static final String CONSONANTS = "bdfghjklmnprstvwyz";
    private static final String VOWELS = "aeiou";
    private static final int WORDS = 2;
    private static final int SYLLABLES = 3;

    private EntityNames() {}

    static String draw(KeyedStream stream) {
        StringBuilder name = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            name.append(word == 0 ? "" : " ");
            int start = name.length();
            for (int syllable = 0; syllable < SYLLABLES; syllable++) {
                name.append(CONSONANTS.charAt(stream.nextInt(CONSONANTS.length())))
                        .append(VOWELS.charAt(stream.nextInt(VOWELS.length())));
            }
            name.setCharAt(start, Character.toUpperCase(name.charAt(start)));
        }
        return name.toString();
    }
}
