package org.palimpsest.corpus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.CorruptInputException;

class EntityCatalogueTest {
    @TempDir
    private Path folder;

    @Test
    void readsRowsAndFindsNamesInAnyCase() throws IOException {
        Path file = Files.writeString(folder.resolve("e.jsonl"), """
                {"id":"a","name":"Mercury","aliases":["First Planet"],"context":["orbit"],"more":[1,{"x":2}]}
                {"id":"b","name":"MERCURY"}
                {"id":"mercury","name":"Freddie"}
                """);
        EntityCatalogue catalogue = EntityCatalogue.read(file);
        assertThat(catalogue.entities()).hasSize(3);
        assertThat(catalogue.named("Mercury")).extracting(Entity::id).containsExactly("a", "b");
        assertThat(catalogue.named("mercury")).extracting(Entity::id).containsExactly("mercury");
        assertThat(catalogue.named("first  planet")).extracting(Entity::id).containsExactly("a");
        assertThat(catalogue.named("Planet")).isEmpty();
        assertThat(catalogue.entity("a").orElseThrow().context()).containsExactly("orbit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"x\"}|field \"id\" is missing; give every entity an id and a name",
                "{\"id\":\"x\"}|field \"name\" is missing; give every entity an id and a name",
                "{\"id\":\"x\",\"name\":\"--\"}|entity x: a name must have a letter or a digit, got \"--\"",
                "{\"id\":\"\",\"name\":\"y\"}|an entity's id must have 1 to 255 characters, got 0",
                "{\"id\":\"x\",\"name\":\"y\",\"aliases\":\"z\"}|field \"aliases\": expected a list of strings, found a string (\"z\")",
                "{\"id\":\"x\",\"name\":\"y\",\"context\":[null]}|field \"context\": expected a list of strings, found null in it",
                "{\"id\":\"first\",\"name\":\"y\"}|field \"id\": first is there already; use every id once"
            })
    void badRowsAreNamed(String row, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("e.jsonl"), "{\"id\":\"first\",\"name\":\"n\"}\n" + row + "\n");
        assertThatThrownBy(() -> EntityCatalogue.read(file))
                .isInstanceOf(CorruptInputException.class)
                .hasMessage(file + ", line 2: " + reason);
    }

    @Test
    void idsAreUsedOnce() {
        assertThatThrownBy(() -> EntityCatalogue.of(List.of(Entity.of("a", "b"), Entity.of("a", "c"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entity a is there already; every id is used once");
    }
}
