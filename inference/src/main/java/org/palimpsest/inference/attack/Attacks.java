package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attacks by name, with the names that MIMIR and others use as aliases: {@code ref} is {@code ratio}, {@code ne} and {@code
 * neighborhood} are {@code neighbourhood}. Immutable.
 */
public final class Attacks {
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("ref", "ratio"),
            Map.entry("reference", "ratio"),
            Map.entry("ll", "loss"),
            Map.entry("lower", "lowercase"),
            Map.entry("mink", "min_k"),
            Map.entry("mink++", "min_k++"),
            Map.entry("min_k_plus_plus", "min_k++"),
            Map.entry("ne", "neighbourhood"),
            Map.entry("neighbor", "neighbourhood"),
            Map.entry("neighborhood", "neighbourhood"),
            Map.entry("neighbour", "neighbourhood"),
            Map.entry("conrecall", "con_recall"));

    private static final Attacks DEFAULTS = new Attacks(0.2, "nonmember", "member", null);

    private final double k;
    private final String prefix;
    private final String memberPrefix;
    private final @Nullable TokenFrequencies frequencies;

    private Attacks(double k, String prefix, String memberPrefix, @Nullable TokenFrequencies frequencies) {
        this.k = k;
        this.prefix = prefix;
        this.memberPrefix = memberPrefix;
        this.frequencies = frequencies;
    }

    /** k = 0.2, variants {@code prefix:nonmember} and {@code prefix:member}, no table of frequencies. */
    public static Attacks withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same with another share for Min-K% and Min-K%++.
     *
     * @param share in (0, 1]
     * @throws IllegalArgumentException if the share is not in (0, 1]
     */
    public Attacks withK(double share) {
        return new Attacks(Shares.require("k", share), prefix, memberPrefix, frequencies);
    }

    /**
     * The same with other prefixes.
     *
     * @param nonMembers the NAME of the variant {@code prefix:NAME} of non-members
     * @param members the same of members
     */
    public Attacks withPrefixes(String nonMembers, String members) {
        return new Attacks(k, nonMembers, members, frequencies);
    }

    /**
     * The same with a table of token frequencies.
     *
     * @param table counts in a public corpus
     */
    public Attacks withFrequencies(TokenFrequencies table) {
        return new Attacks(k, prefix, memberPrefix, table);
    }

    /** All attacks, in the order of reports. */
    public List<MembershipAttack> all() {
        return List.of(
                new Loss(),
                new ReferenceRatio(),
                new Zlib(Zlib.Numerator.MEAN),
                new Zlib(Zlib.Numerator.SUM),
                new Lowercase(),
                new MinK(k),
                new MinKPlusPlus(k),
                new ReCaLL(prefix),
                new ConReCall(prefix, memberPrefix, 0.5),
                new DcPdd(frequencies, 0.01),
                new Pac(),
                new Surp(2, 0.4),
                new Neighbourhood(),
                new Samia(Samia.Weight.NONE),
                new Samia(Samia.Weight.ZLIB),
                Wbc.withDefaults());
    }

    /** The names of all attacks, in the order of reports. */
    public List<String> names() {
        return all().stream().map(MembershipAttack::name).toList();
    }

    /**
     * One attack.
     *
     * @param name its name or an alias; case, the percent sign and the choice between hyphen and underscore do not matter
     * @throws IllegalArgumentException if there is none of that name; the message lists the names
     */
    public MembershipAttack named(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('-', '_').replace("%", "");
        String canonical = ALIASES.getOrDefault(plain, plain);
        return all().stream()
                .filter(attack -> attack.name().equals(canonical))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "attack must be one of " + String.join(", ", names()) + ", got " + name));
    }

    /**
     * Several attacks, each once, in the order of their first mention.
     *
     * @param names names or aliases
     * @throws IllegalArgumentException if there is none of a name
     */
    public List<MembershipAttack> named(List<String> names) {
        List<MembershipAttack> chosen = new ArrayList<>();
        for (String name : names) {
            MembershipAttack attack = named(name);
            if (!chosen.contains(attack)) {
                chosen.add(attack);
            }
        }
        return List.copyOf(chosen);
    }
}
