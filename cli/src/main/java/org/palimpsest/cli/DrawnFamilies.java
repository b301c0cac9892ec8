package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.traps.family.FactFamily;
import org.palimpsest.traps.family.FactSchema;
import org.palimpsest.traps.family.FuzzyFamily;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.HashFamily;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.family.PartedFamily;
import org.palimpsest.traps.family.RandomSequenceFamily;
import org.palimpsest.traps.family.SymbolSet;
import org.palimpsest.traps.family.TrapFamily;
import org.palimpsest.traps.family.UuidFamily;
import org.palimpsest.traps.family.Wordlist;

/** Families that draw their texts from the key alone, from the options of the command line. */
final class DrawnFamilies {
    private static final int FUZZY_COPIES = 10;

    private DrawnFamilies() {}

    /** The family of that name. */
    static TrapFamily of(FamilyOptions options, CommonOptions common) throws IOException {
        return switch (options.family) {
            case GhostSentenceFamily.NAME -> fuzzy(options, ghosts(options));
            case RandomSequenceFamily.NAME -> fuzzy(options, random(options, common));
            case HashFamily.NAME -> fuzzy(options, new HashFamily(FamilyOptions.or(options.bits, 256)));
            case UuidFamily.NAME -> new UuidFamily();
            case LookAlikeFamily.NAME -> new LookAlikeFamily();
            case FactFamily.NAME -> facts(options);
            default ->
                throw common.usage(
                        "--family must be one of ghost, random, hash, uuid, lookalike, fact, copyright, rephrasing,"
                                + " natural, got " + options.family);
        };
    }

    private static TrapFamily fuzzy(FamilyOptions options, PartedFamily base) {
        return options.fuzzy == null
                ? base
                : new FuzzyFamily(
                        base,
                        options.fuzzy,
                        FamilyOptions.or(options.fuzzyRun, 0),
                        FamilyOptions.or(options.fuzzyCopies, FUZZY_COPIES));
    }

    private static GhostSentenceFamily ghosts(FamilyOptions options) throws IOException {
        GhostSentenceFamily ghosts = GhostSentenceFamily.withDefaults()
                .withPrefix(FamilyOptions.or(options.prefix, ""))
                .withCustom(FamilyOptions.or(options.custom, ""));
        if (options.words != null) {
            ghosts = ghosts.withWords(options.words);
        }
        if (options.wordlist != null) {
            ghosts = ghosts.withWordlist(
                    Wordlist.isBundled(options.wordlist)
                            ? Wordlist.named(options.wordlist)
                            : Wordlist.read(Path.of(options.wordlist)));
        }
        return ghosts;
    }

    private static RandomSequenceFamily random(FamilyOptions options, CommonOptions common) throws IOException {
        RandomSequenceFamily random = RandomSequenceFamily.withDefaults();
        random = options.length == null ? random : random.withLength(options.length);
        if ((options.tokenizer == null) != (options.ids == null)) {
            throw common.usage("--tokenizer and --ids go together");
        }
        if (options.tokenizer == null || options.ids == null) {
            return options.characters == null ? random : random.withSymbols(SymbolSet.ascii(options.characters));
        }
        if (options.characters != null) {
            throw common.usage("give --characters or --tokenizer, not both");
        }
        if (!options.ids.matches("[0-9]{1,9}-[0-9]{1,9}")) {
            throw common.usage("--ids must be FROM-TO, such as 2000-8000, got " + options.ids);
        }
        String[] ends = options.ids.split("-", -1);
        try (DjlTokenizer tokenizer = DjlTokenizer.load(options.tokenizer)) {
            String name =
                    "tokens-" + options.ids + "-" + tokenizer.fingerprint().substring(0, 16);
            return random.withSymbols(
                    SymbolSet.ofTokens(name, tokenizer, Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
        }
    }

    /** Facts that no model is asked about. */
    static FactFamily facts(FamilyOptions options) throws IOException {
        FactFamily facts = FactFamily.withDefaults();
        facts = options.facts == null ? facts : facts.withSchema(FactSchema.read(options.facts));
        return options.factDocuments == null ? facts : facts.withDocuments(options.factDocuments);
    }
}
