package org.palimpsest.traps.survival;

import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.duplicates.MinHashScheme;

/**
 * Published pipelines, as far as rules of this package go: without filters of addresses, languages and classifiers.
 *
 * <p>Read in the source: datatrove ({@code c4_filters.py}, {@code sentence_dedup.py}, {@code exact_substrings.py}), the README of
 * deduplicate-text-datasets, Dolma's taggers, SlimPajama's scripts. The order of rules of Dolma, RefinedWeb and Gopher is that of
 * their papers, at second hand.
 */
public enum PipelinePreset {
    /** FineWeb (Penedo et al. 2024; {@code examples/fineweb.py} of datatrove): one dump. */
    FINEWEB,

    /** C4 (Raffel et al. 2020, section 2.2). */
    C4,

    /** CCNet (Wenzek et al. 2020; {@code cc_net/mine.py}), before its split by perplexity. */
    CCNET,

    /** MassiveWeb of Gopher (Rae et al. 2021, appendix A.1): quality, repetition, documents of 13-gram similarity .8. */
    GOPHER,

    /** The web part of Dolma (Soldaini et al. 2024, section 5): CCNet, Gopher, C4's terminal stops, paragraphs. */
    DOLMA,

    /** RefinedWeb (Penedo et al. 2023, arXiv 2306.01116, sections 3.2 and 3.3): Gopher's rules, MinHash, exact substrings. */
    REFINEDWEB,

    /** SlimPajama (Soboleva et al. 2023; its scripts in Cerebras' modelzoo): NFC, short documents, 13-gram similarity .8. */
    SLIMPAJAMA;

    /**
     * The rules in their order.
     *
     * @return unmodifiable list
     */
    public List<SurvivalRule> rules() {
        return switch (this) {
            case FINEWEB ->
                List.of(
                        new HiddenTextRule(),
                        new GopherRepetitionRule(RepetitionMeasure.DATATROVE),
                        new GopherQualityRule(WordSplit.PIECES),
                        C4LinesRule.of(C4LinesRule.TerminalStop.NOT_REQUIRED),
                        new FineWebQualityRule(),
                        new MinHashRule(MinHashScheme.fineWeb()));
            case C4 -> List.of(C4LinesRule.of(C4LinesRule.TerminalStop.REQUIRED), SentenceSpanRule.c4());
            case CCNET -> List.of(ShortDocumentRule.ccNet(), ParagraphRule.ccNet());
            case GOPHER ->
                List.of(
                        new HiddenTextRule(),
                        new GopherQualityRule(WordSplit.WHITE_SPACE),
                        new GopherRepetitionRule(RepetitionMeasure.PAPER),
                        new MinHashRule(MinHashScheme.slimPajama()));
            case DOLMA ->
                List.of(
                        ShortDocumentRule.ccNet(),
                        ParagraphRule.ccNet(),
                        new GopherRepetitionRule(RepetitionMeasure.DOLMA),
                        new GopherQualityRule(WordSplit.WHITE_SPACE),
                        new EndedLinesRule(),
                        ParagraphRule.dolma());
            case REFINEDWEB ->
                List.of(
                        new HiddenTextRule(),
                        new GopherRepetitionRule(RepetitionMeasure.DATATROVE),
                        new GopherQualityRule(WordSplit.PIECES),
                        new MinHashRule(MinHashScheme.lee()),
                        ExactSubstringRule.datatrove());
            case SLIMPAJAMA ->
                List.of(
                        new NormalFormRule(Form.NFC),
                        ShortDocumentRule.slimPajama(),
                        new MinHashRule(MinHashScheme.slimPajama()));
        };
    }

    /**
     * The word on the command line.
     *
     * @return lower-case word
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(PipelinePreset::label).toList();
    }

    static @Nullable PipelinePreset find(String label) {
        return Arrays.stream(values())
                .filter(preset -> preset.label().equals(label))
                .findFirst()
                .orElse(null);
    }
}
