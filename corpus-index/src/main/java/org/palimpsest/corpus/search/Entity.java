package org.palimpsest.corpus.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something that texts name: a person, a place, a work.
 *
 * @param id what stands for it and nothing else, such as {@code Q308}; 1 to 255 characters
 * @param name the name it is shown by; at least one word
 * @param aliases other names, each at least one word
 * @param context words that stand near it rather than near others of the same name
 */
public record Entity(String id, String name, List<String> aliases, List<String> context) {
    private static final int LONGEST_ID = 255;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the id is empty or too long, or a name has no word
     */
    public Entity {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    "an entity's id must have 1 to " + LONGEST_ID + " characters, got " + id.length());
        }
        aliases = List.copyOf(aliases);
        context = List.copyOf(context);
        for (String surface : surfaces(name, aliases)) {
            if (SearchWord.of(surface).isEmpty()) {
                throw new IllegalArgumentException(
                        "entity " + id + ": a name must have a letter or a digit, got \"" + surface + "\"");
            }
        }
    }

    /**
     * An entity that has only a name.
     *
     * @param id what stands for it
     * @param name its name
     * @return the entity
     */
    public static Entity of(String id, String name) {
        return new Entity(id, name, List.of(), List.of());
    }

    /** Returns the name and the aliases, each once, in their order. */
    public List<String> surfaces() {
        return surfaces(name, aliases);
    }

    /** The words of the context, each once. */
    Set<String> contextForms() {
        Set<String> forms = new LinkedHashSet<>();
        context.forEach(words -> forms.addAll(SearchWord.forms(words)));
        return forms;
    }

    private static List<String> surfaces(String name, List<String> aliases) {
        List<String> all = new ArrayList<>();
        all.add(name);
        all.addAll(aliases);
        return all.stream().distinct().toList();
    }
}
