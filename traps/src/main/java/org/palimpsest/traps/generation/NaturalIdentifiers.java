package org.palimpsest.traps.generation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.ListOrigin;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;

/**
 * Finds identifiers in text that was published unmarked and gives each fresh controls of the same format: if the identifier is
 * uniform and the model never saw its text, it is exchangeable with them and its rank is exact. The uniformity is an assumption:
 * nobody here drew the identifier, so the result is never randomised evidence.
 *
 * <p>Left out are identifiers that stand in more than {@code maximumDocuments} documents (constants and samples are copied about),
 * hash values of the empty text and other known constants, UUIDs of another version, and what does not look uniform (see {@link
 * #looksUniform}). The last filter is put to controls as well. Cost: one pass of a regular expression over the text; memory grows with the identifiers found.
 *
 * <p>"Natural Identifiers for Privacy and Data Audits in Large Language Models", arXiv 2606.24408.
 */
public final class NaturalIdentifiers {
    /** Name of the family in files. */
    public static final String FAMILY = "natural";

    /** Longest run of one digit or character that a uniform identifier may have. */
    private static final int LONGEST_RUN = 6;

    /** Hexadecimal digits and UUIDs may stand behind a slash, as in addresses; Base64 has slashes of its own. */
    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f]{32}(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{32})?(?![0-9A-Za-z])"
                    + "|(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z-])"
                    + "|(?<![0-9A-Za-z+/=])[0-9A-Za-z+/]{22}(?:[0-9A-Za-z+/]{21})?={1,2}(?![0-9A-Za-z+/=])");

    /** Hash values of the empty text, git's empty tree and blob, and the null UUID of version 4. */
    private static final Set<String> CONSTANTS = Set.of(
            "d41d8cd98f00b204e9800998ecf8427e",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
            "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
            "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "1B2M2Y8AsgTpgAmY7PhCfg==");

    private final int maximumDocuments;
    private final Map<String, FoundIdentifier> found = new LinkedHashMap<>();
    private final Map<String, Integer> dropped = new LinkedHashMap<>();
    private final Set<String> counted = new HashSet<>();

    /**
     * A search.
     *
     * @param maximumDocuments most documents that an identifier may stand in, 1 or more
     * @throws IllegalArgumentException if below 1
     */
    public NaturalIdentifiers(int maximumDocuments) {
        if (maximumDocuments < 1) {
            throw new IllegalArgumentException("maximumDocuments must be 1 or more, got " + maximumDocuments);
        }
        this.maximumDocuments = maximumDocuments;
    }

    /**
     * Looks through a document.
     *
     * @param document its text is searched
     */
    public void add(Document document) {
        Set<String> here = new HashSet<>();
        Matcher matcher = CANDIDATE.matcher(document.text());
        while (matcher.find()) {
            String text = matcher.group();
            IdentifierFormat format = format(text);
            if (format == null || !here.add(text)) {
                continue;
            }
            if (!looksUniform(format, text)) {
                if (counted.add(text)) {
                    dropped.merge("does not look uniform", 1, Integer::sum);
                }
                continue;
            }
            int start = matcher.start();
            found.merge(
                    text,
                    new FoundIdentifier(text, format, document.id(), start, 1),
                    (old, again) -> new FoundIdentifier(
                            old.text(), old.format(), old.document(), old.offset(), old.documents() + 1));
        }
    }

    private static @Nullable IdentifierFormat format(String text) {
        for (IdentifierFormat format : IdentifierFormat.values()) {
            if (format.matches(text)) {
                return format;
            }
        }
        return null;
    }

    /**
     * Whether an identifier could be uniform: no known constant, no run of more than six times the same character, at least three
     * in four as many different bytes as bytes, and half as many different steps from one byte to the next. Counters, patterns
     * and padded numbers fail; of a million uniform identifiers about twenty do.
     *
     * @param format its format
     * @param text the identifier
     * @return whether it passes
     */
    public static boolean looksUniform(IdentifierFormat format, String text) {
        if (CONSTANTS.contains(text) || CONSTANTS.contains(text.toLowerCase(Locale.ROOT))) {
            return false;
        }
        int run = 1;
        for (int i = 1; i < text.length(); i++) {
            run = text.charAt(i) == text.charAt(i - 1) ? run + 1 : 1;
            if (run > LONGEST_RUN) {
                return false;
            }
        }
        byte[] bytes = format.bytes(text);
        Set<Byte> different = new HashSet<>();
        Set<Integer> steps = new HashSet<>();
        for (int i = 0; i < bytes.length; i++) {
            different.add(bytes[i]);
            steps.add((bytes[i] - bytes[(i + 1) % bytes.length]) & 0xff);
        }
        return 4 * different.size() >= 3 * bytes.length && 2 * steps.size() >= bytes.length;
    }

    /**
     * What was found and passed all filters, ordered by the SHA-256 of the identifiers, so that a part of the list is no choice.
     *
     * @return the identifiers
     */
    public List<FoundIdentifier> found() {
        return found.values().stream()
                .filter(identifier -> identifier.documents() <= maximumDocuments)
                .sorted(Comparator.comparing(
                        identifier -> Fingerprint.sha256(identifier.text().getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    /**
     * How many identifiers were left out, by reason.
     *
     * @return reasons and numbers
     */
    public Map<String, Integer> dropped() {
        Map<String, Integer> all = new LinkedHashMap<>(dropped);
        int copied = (int) found.values().stream()
                .filter(identifier -> identifier.documents() > maximumDocuments)
                .count();
        if (copied > 0) {
            all.put("in more than " + maximumDocuments + " documents", copied);
        }
        return all;
    }

    /**
     * Gives identifiers fresh controls. The first candidate of a group is the one that was found.
     *
     * @param identifiers of {@link #found()}, one or more
     * @param controls controls an identifier, 0 or more
     * @param stream secret source of all randomness; identifier j takes its stream {@code natural|j}
     * @return a group an identifier, of which the first was found
     * @throws IllegalArgumentException if there is no identifier
     */
    public static ListedCandidates withControls(List<FoundIdentifier> identifiers, int controls, KeyedStream stream) {
        List<List<ListedCandidate>> groups = new ArrayList<>();
        for (int j = 0; j < identifiers.size(); j++) {
            FoundIdentifier identifier = identifiers.get(j);
            KeyedStream own = stream.relabelled("natural|" + j);
            Set<String> texts = new LinkedHashSet<>(List.of(identifier.text()));
            while (texts.size() <= controls) {
                String fresh = identifier.format().draw(identifier.text(), own);
                if (looksUniform(identifier.format(), fresh)) {
                    texts.add(fresh);
                }
            }
            groups.add(texts.stream().map(ListedCandidate::of).toList());
        }
        return new ListedCandidates(
                FAMILY,
                groups,
                ListOrigin.found()
                        .withDocuments(identifiers.stream()
                                .map(FoundIdentifier::document)
                                .toList()));
    }
}
