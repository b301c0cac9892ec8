package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * Candidates that were made before the registry: texts of a generating model, rephrasings of a document, any list. The
 * candidates of one trap are one group, and whatever made them, the p-value is exact because the published one is chosen among
 * them at random. The list is secret and kept with the registry; the commitment covers every candidate.
 *
 * <p>The digest is the SHA-256 of the groups as compact JSON lines: a list a group, of lists {@code [text, wording, ...]}; then,
 * where groups have documents, one more line, the list of their ids.
 *
 * @param name the family's name in files
 * @param groups one group a trap, each with as many candidates as every other; all texts differ within their group
 * @param origin how the list came about
 */
public record ListedCandidates(String name, List<List<ListedCandidate>> groups, ListOrigin origin)
        implements CandidateSource {
    /** Option that tells a list from a family. */
    static final String LISTED = "listed";

    /** Option of a list of which the first candidates were found in published text. */
    static final String FOUND = "found";

    /** Option with the notes on what made a list. */
    static final String MADE = "made";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the name is blank, there is no group, groups differ in size, a text occurs twice in
     *     its group, or there are documents, but not one a group
     */
    public ListedCandidates {
        groups = groups.stream().map(List::copyOf).toList();
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a list of candidates must be non-blank, got \"" + name + "\"");
        }
        if (groups.isEmpty() || groups.get(0).isEmpty()) {
            throw new IllegalArgumentException(
                    "a list of candidates must have 1 group of 1 candidate or more, got none");
        }
        if (!origin.documents().isEmpty() && origin.documents().size() != groups.size()) {
            throw new IllegalArgumentException("documents of a list must be one a group, got "
                    + origin.documents().size() + " for " + groups.size() + " groups");
        }
        int size = groups.get(0).size();
        for (int g = 0; g < groups.size(); g++) {
            if (groups.get(g).size() != size) {
                throw new IllegalArgumentException("groups of candidates must be of one size, got " + size
                        + " in group 0 and " + groups.get(g).size() + " in group " + g);
            }
            Set<String> texts = new HashSet<>();
            for (ListedCandidate candidate : groups.get(g)) {
                if (!texts.add(candidate.text())) {
                    throw new IllegalArgumentException(
                            "candidates of a group must differ, got the same text twice in group " + g);
                }
            }
        }
    }

    /**
     * Candidates of which the registry draws what is published.
     *
     * @param name the family's name in files
     * @param groups one group a trap
     * @throws IllegalArgumentException as the other constructor
     */
    public ListedCandidates(String name, List<List<ListedCandidate>> groups) {
        this(name, groups, ListOrigin.drawn());
    }

    /** Whether the first candidate of each group was found in published text, instead of being picked by a draw. */
    boolean isFound() {
        return origin.choice() == ListOrigin.Choice.FOUND;
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put(LISTED, groups.size());
        options.put("listSha256", sha256());
        if (isFound()) {
            options.put(FOUND, true);
        }
        if (!origin.made().isEmpty()) {
            options.put(MADE, origin.made());
        }
        return options;
    }

    /** log2 of the number of candidates of a group: all that the random choice adds. */
    @Override
    public double entropyBits() {
        return Math.log(groups.get(0).size()) / Math.log(2);
    }

    @Override
    public void require(int count, int controls) {
        if (count != groups.size() || controls + 1 != groups.get(0).size()) {
            throw new IllegalArgumentException("a list of " + groups.size() + " groups of "
                    + groups.get(0).size() + " candidates gives " + groups.size() + " traps with "
                    + (groups.get(0).size() - 1) + " controls each, got count " + count + " and controls " + controls);
        }
    }

    /** SHA-256 of the list in hexadecimal digits. */
    String sha256() {
        MessageDigest digest = Fingerprint.newDigest();
        try {
            for (List<ListedCandidate> group : groups) {
                digest.update((JSON.writeValueAsString(rows(group)) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (!origin.documents().isEmpty()) {
                digest.update((JSON.writeValueAsString(origin.documents()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings cannot be written as JSON", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A group as files hold it. */
    static List<List<String>> rows(List<ListedCandidate> group) {
        return group.stream().map(ListedCandidates::row).toList();
    }

    /** A group from what files hold. */
    static List<ListedCandidate> group(@Nullable List<List<String>> rows) {
        if (rows == null || rows.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(
                    "candidates of a trap must be lists of a text and its wordings, got none");
        }
        return rows.stream()
                .map(row -> new ListedCandidate(row.get(0), row.subList(1, row.size())))
                .toList();
    }

    private static List<String> row(ListedCandidate candidate) {
        return Stream.concat(Stream.of(candidate.text()), candidate.wordings().stream())
                .toList();
    }
}
