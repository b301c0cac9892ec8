package org.palimpsest.traps.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapRegistry;

class NaturalIdentifiersTest {
    private static final String SHA1 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b";
    private static final String UUID = "3F2504E0-4F89-41D3-9A0C-0305E82C3301";
    private static final String BASE64 = "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=";

    private static NaturalIdentifiers searched(int maximum, String... texts) {
        NaturalIdentifiers search = new NaturalIdentifiers(maximum);
        for (int i = 0; i < texts.length; i++) {
            search.add(Document.of("d" + i, texts[i]));
        }
        return search;
    }

    @Test
    void findsEveryFormatWithItsPlace() {
        NaturalIdentifiers search = searched(
                1,
                "See https://example.org/commit/" + SHA1 + ".",
                "id: " + UUID + ", key=\"" + BASE64 + "\"",
                "md5 5D41402ABC4B2A76B9719D911017C592");
        assertThat(search.found())
                .containsExactlyInAnyOrder(
                        new FoundIdentifier(SHA1, IdentifierFormat.HEX_160, "d0", 31, 1),
                        new FoundIdentifier(UUID, IdentifierFormat.UUID_4, "d1", 4, 1),
                        new FoundIdentifier(BASE64, IdentifierFormat.BASE64_256, "d1", 47, 1),
                        new FoundIdentifier("5D41402ABC4B2A76B9719D911017C592", IdentifierFormat.HEX_128, "d2", 4, 1));
        assertThat(search.dropped()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNoUniformIdentifier() {
        NaturalIdentifiers search = searched(
                1,
                "empty d41d8cd98f00b204e9800998ecf8427e and 00000000000000000000000000000001",
                "version 1: 3f2504e0-4f89-11d3-9a0c-0305e82c3301, other variant 3f2504e0-4f89-41d3-1a0c-0305e82c3301",
                "too long " + SHA1
                        + "0, mixed 9F86d081884c7d659a2feaa0c55ad015, counter 000102030405060708090a0b0c0d0e0f",
                "copied " + SHA1 + " twice " + SHA1,
                "copied " + SHA1);
        assertThat(search.found()).isEmpty();
        assertThat(search.dropped())
                .containsEntry("does not look uniform", 3)
                .containsEntry("in more than 1 documents", 1);
        assertThat(searched(2, SHA1, SHA1).found())
                .containsExactly(new FoundIdentifier(SHA1, IdentifierFormat.HEX_160, "d0", 0, 2));
    }

    @Test
    void controlsAreOfTheSameFormatAndPassTheSameFilter() {
        List<FoundIdentifier> found = searched(1, SHA1, UUID, BASE64, "5D41402ABC4B2A76B9719D911017C592")
                .found();
        ListedCandidates list = NaturalIdentifiers.withControls(found, 99, KeyedStream.of(new byte[] {1}, "natural"));
        for (int j = 0; j < found.size(); j++) {
            FoundIdentifier identifier = found.get(j);
            List<String> texts =
                    list.groups().get(j).stream().map(ListedCandidate::text).toList();
            assertThat(texts).hasSize(100).doesNotHaveDuplicates().startsWith(identifier.text());
            boolean upper = identifier.text().equals(identifier.text().toUpperCase(Locale.ROOT));
            assertThat(texts)
                    .allMatch(text -> identifier.format().matches(text)
                            && NaturalIdentifiers.looksUniform(identifier.format(), text)
                            && text.equals(text.toUpperCase(Locale.ROOT)) == upper);
        }
    }

    @Test
    void uniformIdentifiersHardlyEverFail() {
        KeyedStream stream = KeyedStream.of(new byte[] {2}, "uniform");
        int failed = 0;
        for (IdentifierFormat format : IdentifierFormat.values()) {
            for (int i = 0; i < 2_000; i++) {
                String text = format.draw("a", stream);
                assertThat(format.matches(text)).isTrue();
                failed += NaturalIdentifiers.looksUniform(format, text) ? 0 : 1;
            }
        }
        assertThat(failed).isLessThanOrEqualTo(3);
    }

    @Test
    void theRegistrySaysThatNothingWasDrawn(@TempDir Path folder) throws IOException {
        ListedCandidates list = NaturalIdentifiers.withControls(
                searched(1, "x " + SHA1, UUID).found(), 9, KeyedStream.of(new byte[] {1}, "natural"));
        TrapRegistry registry = TrapRegistry.generate(RegistryOptions.defaults().withList(list), MasterKey.draw());
        assertThat(registry.sealed()).isFalse();
        assertThat(registry.traps()).extracting(trap -> trap.text()).containsExactlyInAnyOrder(SHA1, UUID);
        registry.write(folder, ControlsFile.OMIT);
        assertThat(folder.resolve("commitment.json"))
                .content()
                .contains("\"publishedBy\":\"found\"")
                .contains("\"sealed\":false");
        TrapRegistry again = TrapRegistry.read(folder);
        assertThat(again.root()).isEqualTo(registry.root());
        assertThat(again.traps()).isEqualTo(registry.traps());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NaturalIdentifiers(0))
                .withMessage("maximumDocuments must be 1 or more, got 0");
    }
}
