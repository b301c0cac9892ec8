package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code traps generate} that say what the candidates are. */
final class FamilyOptions {
    /** Options that only some families have. */
    private static final Map<String, Set<String>> FAMILIES = new LinkedHashMap<>();

    static {
        FAMILIES.put("--words", Set.of("ghost"));
        FAMILIES.put("--prefix", Set.of("ghost"));
        FAMILIES.put("--custom", Set.of("ghost"));
        FAMILIES.put("--wordlist", Set.of("ghost"));
        FAMILIES.put("--length", Set.of("random", "copyright"));
        FAMILIES.put("--characters", Set.of("random"));
        FAMILIES.put("--tokenizer", Set.of("random"));
        FAMILIES.put("--ids", Set.of("random"));
        FAMILIES.put("--bits", Set.of("hash"));
        FAMILIES.put("--fuzzy", Set.of("ghost", "random", "hash", "copyright"));
        FAMILIES.put("--fuzzy-run", Set.of("ghost", "random", "hash", "copyright"));
        FAMILIES.put("--fuzzy-copies", Set.of("ghost", "random", "hash", "copyright"));
        FAMILIES.put("--fuzzy-top", Set.of("copyright"));
        FAMILIES.put("--facts", Set.of("fact"));
        FAMILIES.put("--fact-documents", Set.of("fact"));
        FAMILIES.put("--band", Set.of("fact"));
        FAMILIES.put("--guess", Set.of("fact"));
        FAMILIES.put("--model", Set.of("copyright", "fact"));
        FAMILIES.put("--temperatures", Set.of("copyright"));
        FAMILIES.put("--buckets", Set.of("copyright"));
        FAMILIES.put("--quota", Set.of("copyright"));
        FAMILIES.put("--jaccard", Set.of("copyright"));
        FAMILIES.put("--texts", Set.of("copyright"));
        FAMILIES.put("--rephrasings", Set.of("rephrasing"));
        FAMILIES.put("--input", Set.of("natural"));
        FAMILIES.put("--max-documents", Set.of("natural"));
    }

    @Option(
            names = "--family",
            defaultValue = "ghost",
            description = "ghost, random, hash, uuid, lookalike, fact, copyright, rephrasing, natural. Default:"
                    + " ${DEFAULT-VALUE}.")
    String family = "ghost";

    @Option(names = "--words", paramLabel = "N", description = "ghost: words, by default 12.")
    @Nullable
    Integer words;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "ghost: text before every sentence.")
    @Nullable
    String prefix;

    @Option(names = "--custom", paramLabel = "TEXT", description = "ghost: text behind every sentence.")
    @Nullable
    String custom;

    @Option(
            names = "--wordlist",
            paramLabel = "LIST",
            description = "ghost: eff-large (default), eff-short-2, or a file of one word a line.")
    @Nullable
    String wordlist;

    @Option(
            names = "--length",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "random: symbols, by default 40; copyright: tokens, by default 50.")
    @Nullable
    Integer length;

    @Option(
            names = "--characters",
            paramLabel = "N",
            description = "random: 92, 94 (default) or 95 characters of ASCII.")
    @Nullable
    Integer characters;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "random: tokenizer.json to take tokens from.")
    @Nullable
    Path tokenizer;

    @Option(names = "--ids", paramLabel = "FROM-TO", description = "random: ids of those tokens, TO not included.")
    @Nullable
    String ids;

    @Option(names = "--bits", paramLabel = "N", description = "hash: bits, by default 256.")
    @Nullable
    Integer bits;

    @Option(
            names = "--fuzzy",
            paramLabel = "R",
            converter = AtLeastOne.class,
            description =
                    "Publish fuzzy copies: R parts of each are replaced (words, characters; tokens for copyright).")
    @Nullable
    Integer fuzzy;

    @Option(
            names = "--fuzzy-run",
            paramLabel = "N",
            converter = AtLeastZero.class,
            description = "Least number of untouched parts between two replaced ones. Default: 0.")
    @Nullable
    Integer fuzzyRun;

    @Option(
            names = "--fuzzy-copies",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Different fuzzy copies. Default: 10.")
    @Nullable
    Integer fuzzyCopies;

    @Option(
            names = "--fuzzy-top",
            paramLabel = "K",
            converter = AtLeastOne.class,
            description = "copyright: replace by one of the model's K likeliest tokens. Default: 10.")
    @Nullable
    Integer fuzzyTop;

    @Option(names = "--facts", paramLabel = "FILE", description = "fact: JSON of attributes and options.")
    @Nullable
    Path facts;

    @Option(
            names = "--fact-documents",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "fact: documents that state each, by default 12.")
    @Nullable
    Integer factDocuments;

    @Option(
            names = "--band",
            paramLabel = "LOW..HIGH",
            description = "fact: with --model, only values that it gives a probability in this range.")
    @Nullable
    String band;

    @Option(
            names = "--guess",
            paramLabel = "MODE",
            description = "fact: blind (default), or informed: the model is told the options first.")
    @Nullable
    String guess;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "copyright: the model that writes. fact: the model that must not guess.")
    @Nullable
    Path model;

    @Option(
            names = "--temperatures",
            paramLabel = "T,…",
            split = ",",
            description = "copyright: by default 0.5,1,…,3.5; from length 100 on 0.5,0.75,…,7.75.")
    @Nullable
    List<Double> temperatures;

    @Option(
            names = "--buckets",
            paramLabel = "FROM-TO,…",
            split = ",",
            description = "copyright: ranges of perplexity, by default 1-11,11-21,…,91-101.")
    @Nullable
    List<String> buckets;

    @Option(
            names = "--quota",
            paramLabel = "RULE",
            description = "copyright: even (default), as many for every integer perplexity; or bucket, any mixture.")
    @Nullable
    String quota;

    @Option(
            names = "--jaccard",
            paramLabel = "J",
            description = "copyright: largest likeness of two texts' token sets, by default 0.2.")
    @Nullable
    Double jaccard;

    @Option(
            names = "--texts",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "copyright: most texts that the model writes. Default: 100000.")
    @Nullable
    Integer texts;

    @Option(
            names = "--rephrasings",
            paramLabel = "FILE",
            description = "rephrasing: JSONL of id and texts; a trap a document, so no --count and --controls.")
    @Nullable
    Path rephrasings;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "natural: JSONL of published documents to search for identifiers.")
    @Nullable
    List<Path> inputs;

    @Option(
            names = "--max-documents",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "natural: leave out identifiers in more documents than this. Default: 10.")
    @Nullable
    Integer maxDocuments;

    /** Refuses options that the family does not have. */
    void check(CommonOptions common) {
        FAMILIES.forEach((option, families) -> {
            if (common.given(option) && !families.contains(family)) {
                throw common.usage(option + " is for --family "
                        + String.join(" or ", families.stream().sorted().toList()) + ", got " + family);
            }
        });
        if (fuzzy == null && (fuzzyRun != null || fuzzyCopies != null || fuzzyTop != null)) {
            throw common.usage("--fuzzy-run, --fuzzy-copies and --fuzzy-top need --fuzzy");
        }
    }

    /** The value, or what stands for it. */
    static <T> T or(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }
}
