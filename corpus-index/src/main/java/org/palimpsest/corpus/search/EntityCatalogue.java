package org.palimpsest.corpus.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.JsonLines;

/**
 * The entities that a corpus is searched for, by id and by name. Several may have one name. Immutable; memory about 1 kB an
 * entity.
 */
public final class EntityCatalogue {
    private final Map<String, Entity> byId = new LinkedHashMap<>();
    private final Map<List<String>, List<Entity>> byName = new LinkedHashMap<>();

    private EntityCatalogue() {}

    /** Returns a catalogue without entities. */
    public static EntityCatalogue empty() {
        return new EntityCatalogue();
    }

    /**
     * A catalogue of entities at hand.
     *
     * @param entities each with an id of its own
     * @return the catalogue, in that order
     * @throws IllegalArgumentException if two have one id
     */
    public static EntityCatalogue of(Collection<Entity> entities) {
        EntityCatalogue catalogue = new EntityCatalogue();
        for (Entity entity : entities) {
            if (!catalogue.add(entity)) {
                throw new IllegalArgumentException(
                        "entity " + entity.id() + " is there already; every id is used once");
            }
        }
        return catalogue;
    }

    /**
     * Reads JSONL: {@code {"id":"Q308","name":"Mercury","aliases":["Hermes's planet"],"context":["orbit","sun"]}} a row;
     * aliases and context may be missing, other fields are passed over.
     *
     * @param file plain, {@code .gz} or {@code .zst}
     * @return its entities in their order
     * @throws CorruptInputException if a row lacks id or name, has a field of the wrong type, or repeats an id
     * @throws IOException if the file is missing or cannot be read
     */
    public static EntityCatalogue read(Path file) throws IOException {
        EntityCatalogue catalogue = new EntityCatalogue();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            for (Entity entity = lines.next(EntityRow::parse); entity != null; entity = lines.next(EntityRow::parse)) {
                if (!catalogue.add(entity)) {
                    throw lines.location()
                            .error("field \"id\": " + entity.id() + " is there already; use every id once");
                }
            }
        }
        return catalogue;
    }

    private boolean add(Entity entity) {
        if (byId.putIfAbsent(entity.id(), entity) != null) {
            return false;
        }
        for (List<String> name :
                entity.surfaces().stream().map(SearchWord::forms).distinct().toList()) {
            byName.computeIfAbsent(name, key -> new ArrayList<>()).add(entity);
        }
        return true;
    }

    /** Returns the entities in their order. */
    public List<Entity> entities() {
        return List.copyOf(byId.values());
    }

    /**
     * The entity of an id.
     *
     * @param id exactly as it is written
     * @return the entity, or nothing
     */
    public Optional<Entity> entity(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The entities that go by a name.
     *
     * @param idOrName an id, or a name or alias in any case
     * @return the one of that id if there is one, else all of that name in their order
     */
    public List<Entity> named(String idOrName) {
        Entity entity = byId.get(idOrName);
        return entity == null
                ? List.copyOf(byName.getOrDefault(SearchWord.forms(idOrName), List.of()))
                : List.of(entity);
    }

    /** The entities of every name, by the words of the name. */
    Map<List<String>, List<Entity>> names() {
        return byName;
    }
}
