package org.palimpsest.traps.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a list of candidates came about.
 *
 * @param choice who picked the published one
 * @param made what made the list, for the commitment: names and values fit for JSON, in a fixed order; may be empty
 * @param documents ids of the documents that the groups are versions of or were found in, one a group; empty where groups belong
 *     to no document
 */
public record ListOrigin(Choice choice, Map<String, Object> made, List<String> documents) {
    /** Who picked the published candidate of a group. */
    public enum Choice {
        /** The registry draws it, as it does for candidates of a family. */
        DRAWN,
        /** Nobody: the first of each group stood in published text before there was a list. */
        FOUND
    }

    /** Copies. */
    public ListOrigin {
        made = Collections.unmodifiableMap(new LinkedHashMap<>(made));
        documents = List.copyOf(documents);
    }

    /**
     * A list of which the registry draws what is published.
     *
     * @return the origin, without further notes
     */
    public static ListOrigin drawn() {
        return new ListOrigin(Choice.DRAWN, Map.of(), List.of());
    }

    /**
     * A list of which the first of each group was found in published text.
     *
     * @return the origin, without further notes
     */
    public static ListOrigin found() {
        return new ListOrigin(Choice.FOUND, Map.of(), List.of());
    }

    /**
     * The same with notes on what made the list.
     *
     * @param notes names and values fit for JSON, in a fixed order
     * @return a new origin
     */
    public ListOrigin withMade(Map<String, Object> notes) {
        return new ListOrigin(choice, notes, documents);
    }

    /**
     * The same with the documents of the groups.
     *
     * @param ids one a group
     * @return a new origin
     */
    public ListOrigin withDocuments(List<String> ids) {
        return new ListOrigin(choice, made, ids);
    }

    /** The document of a group, or null. */
    @Nullable
    String document(int group) {
        return documents.isEmpty() ? null : documents.get(group);
    }
}
