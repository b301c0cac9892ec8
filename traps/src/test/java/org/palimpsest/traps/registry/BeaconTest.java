package org.palimpsest.traps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.traps.family.KeyedStream;

class BeaconTest {
    private static final Instant NOW = Instant.parse("2026-12-02T00:00:00Z");
    private static final RegistryOptions OPTIONS =
            RegistryOptions.defaults().withCount(6).withControls(9).withPublishedBy(PublishedBy.BEACON);
    private static final Beacon BEACON =
            new Beacon("8f14e45fceea167a5a36dedd4bea2543", "round 7", Instant.parse("2026-12-01T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void nothingIsChosenBeforeTheBeacon() throws Exception {
        TrapRegistry committed = TrapRegistry.generate(OPTIONS, MasterKey.practice(1));
        committed.write(folder, ControlsFile.OMIT);
        assertThat(folder.resolve("traps.jsonl")).doesNotExist();
        assertThat(Files.readString(folder.resolve("registry.jsonl"))).doesNotContain("\"published\":");
        TrapRegistry read = TrapRegistry.read(folder);
        assertThat(read.published()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(read::traps)
                .withMessageContaining("is not published yet; run traps publish");
        Files.writeString(folder.resolve("traps.jsonl"), "{}\n");
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> TrapRegistry.read(folder))
                .withMessageContaining("traps.jsonl, line 1: expected no file before the publication by a beacon");
    }

    @Test
    void theBeaconChoosesOnceAndAnybodyCanRepeatIt() throws Exception {
        TrapRegistry committed = TrapRegistry.generate(OPTIONS, MasterKey.practice(1));
        committed.write(folder, ControlsFile.OMIT);
        TrapRegistry.open(folder, null).publish(BEACON, NOW).writePublication(folder);
        TrapRegistry read = TrapRegistry.read(folder);
        assertThat(read.root()).isEqualTo(committed.root());
        assertThat(read.publication()).contains(new Publication(committed.root(), BEACON, NOW));
        for (int j = 0; j < 6; j++) {
            int chosen = KeyedStream.of(BEACON.value().getBytes(StandardCharsets.UTF_8), committed.root() + "|" + j)
                    .nextInt(10);
            assertThat(read.candidates(j).published()).isEqualTo(chosen);
            assertThat(read.trap(j).text()).isEqualTo(committed.texts(j).get(chosen));
        }
        Beacon other = new Beacon("00000000000000000000000000000000", "", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.publish(other, NOW))
                .withMessageContaining("is published already, by beacon 8f14");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> committed.publish(other, NOW).writePublication(folder))
                .withMessageContaining("is never published twice");
        Files.delete(folder.resolve("publication.json"));
        committed.publish(other, NOW).writePublication(folder);
        Files.writeString(
                folder.resolve("publication.json"),
                CheckedObject.line(new Publication(committed.root(), BEACON, NOW).toMap()));
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> TrapRegistry.read(folder))
                .withMessageContaining("traps.jsonl, line ");
    }

    @Test
    void choicesAreUniform() {
        int[] counts = new int[5];
        for (int j = 0; j < 2000; j++) {
            counts[BEACON.choose("00", j, 5)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 400.0) * (count - 400.0) / 400;
        }
        assertThat(chiSquare).isLessThan(18.47); // 0.999 quantile with 4 degrees of freedom
    }

    @Test
    void refusesWhatIsNoBeacon() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Beacon("7", "", null))
                .withMessageContaining("16 characters or more");
        TrapRegistry byKey = TrapRegistry.generate(OPTIONS.withPublishedBy(PublishedBy.KEY), MasterKey.practice(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> byKey.publish(BEACON, NOW))
                .withMessageContaining("the key of this one has chosen already");
    }
}
