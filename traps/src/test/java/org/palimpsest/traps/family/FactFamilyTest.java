package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;

class FactFamilyTest extends TrapFamilyContract {
    private static final byte[] KEY = {1};

    @Override
    TrapFamily family() {
        return FactFamily.withDefaults().withDocuments(24);
    }

    @Test
    void candidatesShareTheEntityAndNothingElse() {
        Set<String> entities = new HashSet<>();
        Set<List<String>> values = new HashSet<>();
        for (int c = 0; c < 100; c++) {
            String text = family().draw(KeyedStream.of(KEY, "shared"), KeyedStream.of(KEY, "candidate|" + c));
            FactStatement statement = FactStatement.parse(FactSchema.village(), text);
            assertThat(statement.text(FactSchema.village())).isEqualTo(text);
            entities.add(statement.entity());
            values.add(statement.values());
        }
        assertThat(entities).hasSize(1).allMatch(name -> name.matches("[A-Z][a-z]{5} [A-Z][a-z]{5}"));
        assertThat(values).hasSizeGreaterThan(98);
        assertThat(family().entropyBits()).isCloseTo(22.58, within(0.01));
    }

    @Test
    void everyDocumentStatesTheWholeFact() {
        KeyedStream stream = KeyedStream.of(KEY, "documents");
        for (int i = 0; i < 50; i++) {
            String text = family().draw(stream);
            FactStatement statement = FactStatement.parse(FactSchema.village(), text);
            assertThat(family().wordings(text, stream)).hasSize(24).allSatisfy(document -> {
                assertThat(document).contains(statement.entity()).contains(statement.values());
                assertThat(document).doesNotContain("%").doesNotContain(text);
            });
        }
    }

    @Test
    void everyOptionIsAsLikelyAsEveryOther() {
        FactSchema die =
                new FactSchema("die", List.of(new FactAttribute("eyes", List.of("a", "b", "c", "d", "e", "f", "g"))));
        FactFamily family = new FactFamily(die, 1);
        int[] counts = new int[7];
        KeyedStream stream = KeyedStream.of(KEY, "chi");
        for (int i = 0; i < 14_000; i++) {
            String value =
                    FactStatement.parse(die, family.draw(stream)).values().get(0);
            counts[value.charAt(0) - 'a']++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 2000.0) * (count - 2000.0) / 2000;
        }
        assertThat(chiSquare).isLessThan(22.46); // 0.999 quantile with 6 degrees of freedom
        assertThat(TrapFamilies.of("fact", family.options())).isEqualTo(family);
    }

    @Test
    void readsASchemaAndSaysWhatIsWrongWithIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("facts.json");
        Files.writeString(
                file, "{\"name\":\"ship\",\"attributes\":[{\"name\":\"cargo\",\"options\":[\"tea\",\"salt\"]}]}");
        assertThat(FactSchema.read(file))
                .isEqualTo(new FactSchema("ship", List.of(new FactAttribute("cargo", List.of("tea", "salt")))));
        Files.writeString(
                file, "{\"name\":\"ship\",\"attributes\":[{\"name\":\"cargo\",\"options\":[\"tea\",\"tea\"]}]}");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> FactSchema.read(file))
                .withMessageContaining("options of attribute \"cargo\" must differ, got one twice");
        Files.writeString(file, "tea");
        assertThatExceptionOfType(CorruptInputException.class)
                .isThrownBy(() -> FactSchema.read(file))
                .withMessageContaining("expected a schema in JSON");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactStatement.parse(FactSchema.village(), "The emblem animal of X is the heron."))
                .withMessageContaining("text must be a statement of schema \"village\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactFamily.withDefaults().withDocuments(0))
                .withMessage("documents must be in [1, 243], got 0");
    }
}
