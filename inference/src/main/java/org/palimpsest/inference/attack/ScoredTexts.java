package org.palimpsest.inference.attack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.ScoreRowReader;

/**
 * Texts put together from the rows of score files, joined by id, in the order of their first rows. Rows of one text may stand
 * anywhere in the file. The file is read as a stream and rows that no attack needs are passed over; what is kept takes about
 * 12 bytes a token (28 with moments, 12 more for each likeliest token) and the texts themselves.
 *
 * @param texts the texts
 * @param skipped bad lines of the score file that were passed over
 * @param unreferenced texts without a row in the reference's file; all of them where there is no such file
 */
public record ScoredTexts(List<ScoredText> texts, List<BadLine> skipped, long unreferenced) {
    /** Copies. */
    public ScoredTexts {
        texts = List.copyOf(texts);
        skipped = List.copyOf(skipped);
    }

    /**
     * Reads score files.
     *
     * @param scores rows under the suspect
     * @param reference rows under the reference model, or null; rows of variants and of other texts are passed over
     * @param options which variants and fields are kept
     * @throws IOException if a file is missing or cut, a row is not one of scores, a row stands there twice, or a text has
     *     variants but no row of its own; the message names file, line and field
     */
    public static ScoredTexts read(Path scores, @Nullable Path reference, Options options) throws IOException {
        Map<String, Gathered> texts = new LinkedHashMap<>();
        List<BadLine> skipped;
        ScoreRowReader.Options read =
                new ScoreRowReader.Options(ScoreRowReader.Detail.EVERYTHING, options.fields(), options.skipBad());
        try (ScoreRowReader reader = ScoreRowReader.open(scores, read)) {
            for (ScoreRow row = reader.next(); row != null; row = reader.next()) {
                InputLocation where = reader.location();
                texts.computeIfAbsent(row.id(), id -> new Gathered(where)).add(row, options, where);
            }
            skipped = reader.skipped();
        }
        if (texts.isEmpty()) {
            throw new CorruptInputException(scores.toString(), "holds no score row");
        }
        if (reference != null) {
            readReference(reference, texts);
        }
        List<ScoredText> whole = new ArrayList<>(texts.size());
        for (Map.Entry<String, Gathered> entry : texts.entrySet()) {
            whole.add(entry.getValue().text(entry.getKey()));
        }
        long unreferenced =
                whole.stream().filter(text -> text.reference() == null).count();
        return new ScoredTexts(whole, skipped, unreferenced);
    }

    private static void readReference(Path file, Map<String, Gathered> texts) throws IOException {
        try (ScoreRowReader reader = ScoreRowReader.open(file, ScoreRowReader.Options.defaults())) {
            for (ScoreRow row = reader.next(); row != null; row = reader.next()) {
                Gathered text = texts.get(row.id());
                if (text != null && row.variant().isEmpty()) {
                    text.addReference(row, reader.location());
                }
            }
        }
    }

    /** The rows of one text while they are read. */
    private static final class Gathered {
        private final InputLocation first;
        private @Nullable ScoreRow base;
        private @Nullable ScoreRow reference;
        private final Map<String, ScoreRow> variants = new LinkedHashMap<>();

        Gathered(InputLocation first) {
            this.first = first;
        }

        void add(ScoreRow row, Options options, InputLocation where) throws IOException {
            if (row.variant().isEmpty()) {
                if (base != null) {
                    throw where.error("field \"id\": " + row.id() + " stands in an earlier row");
                }
                base = row;
            } else if (options.keeps(row.variant()) && variants.put(row.variant(), row) != null) {
                throw where.error(
                        "field \"variant\": " + row.variant() + " of " + row.id() + " stands in an earlier row");
            }
        }

        void addReference(ScoreRow row, InputLocation where) throws IOException {
            if (reference != null) {
                throw where.error("field \"id\": " + row.id() + " stands in an earlier row");
            }
            reference = row;
        }

        ScoredText text(String id) throws IOException {
            if (base == null) {
                throw first.error("field \"variant\": " + id + " has variants, but no row of its own");
            }
            return new ScoredText(base, variants, reference);
        }
    }

    /**
     * What is kept.
     *
     * @param variants names of variants; one that ends in a colon stands for all that begin so
     * @param fields names of further string fields to keep, such as {@code source}
     * @param skipBad how many bad lines are passed over before the next one is an error, at least 0
     */
    public record Options(Set<String> variants, Set<String> fields, int skipBad) {
        /** Copies. */
        public Options {
            variants = Set.copyOf(variants);
            fields = Set.copyOf(fields);
        }

        /** What all attacks with their defaults need, and the dates. */
        public static Options defaults() {
            return of(Attacks.withDefaults().all());
        }

        /**
         * What some attacks and the blind baselines need.
         *
         * @param attacks the attacks
         */
        public static Options of(List<MembershipAttack> attacks) {
            Set<String> wanted = attacks.stream()
                    .flatMap(attack -> attack.variants().stream())
                    .collect(Collectors.toSet());
            return new Options(wanted, Set.copyOf(DateFeatures.FIELDS), 0);
        }

        /**
         * The same with one more field.
         *
         * @param name its name
         */
        public Options withField(String name) {
            Set<String> more = new HashSet<>(fields);
            more.add(name);
            return new Options(variants, more, skipBad);
        }

        /**
         * The same with some bad lines allowed.
         *
         * @param count at least 0
         */
        public Options withSkipBad(int count) {
            return new Options(variants, fields, count);
        }

        boolean keeps(String variant) {
            return variants.contains(variant)
                    || variants.stream().anyMatch(name -> name.endsWith(":") && variant.startsWith(name));
        }
    }
}
