package org.palimpsest.traps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte changed and cuts of every file is noticed, and so is every list but the committed one. */
class TamperingTest {
    private static final Instant TIME = Instant.parse("2026-12-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(TIME, ZoneOffset.UTC);
    private static final RegistryOptions OPTIONS =
            RegistryOptions.defaults().withCount(2).withControls(2).withPublishedBy(PublishedBy.BEACON);
    private static final Beacon BEACON = new Beacon("8f14e45fceea167a5a36dedd4bea2543", "round 7", null);
    private static final TrapRegistry REGISTRY =
            TrapRegistry.generate(OPTIONS, MasterKey.practice(5)).publish(BEACON, TIME);

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        REGISTRY.write(folder, ControlsFile.WRITE);
    }

    @Test
    void everyFileOfARegistry() throws IOException {
        for (String name :
                List.of("registry.jsonl", "traps.jsonl", "controls.jsonl", "commitment.json", "publication.json")) {
            everyByte(folder.resolve(name), () -> TrapRegistry.read(folder));
        }
    }

    @Test
    void anEncryptedFile() throws IOException {
        PassphraseCipher cipher = new PassphraseCipher(10);
        Path file = folder.resolve("x.enc");
        Passphrase words = Passphrase.of("six words drawn at random, please");
        Files.write(file, cipher.encrypt(words, "the secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(cipher.decrypt(file, words, Files.readAllBytes(file)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("the secret");
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> cipher.decrypt(file, Passphrase.of("other"), Files.readAllBytes(file)))
                .withMessageContaining(
                        "x.enc, line 2: expected bytes that the passphrase opens, found others: the passphrase"
                                + " is wrong, or the file was changed or cut");
        assertThat(cipher.encrypt(words, new byte[3])).isNotEqualTo(cipher.encrypt(words, new byte[3]));
        everyByte(file, () -> cipher.decrypt(file, words, Files.readAllBytes(file)));
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> new PassphraseCipher(11).decrypt(file, words, Files.readAllBytes(file)))
                .withMessageContaining("expected iterations in [11, 100000000], found 10");
    }

    @Test
    void anEncryptedRegistryNeedsItsPassphrase() throws IOException {
        Passphrase words = Passphrase.of("correct horse");
        REGISTRY.write(folder, ControlsFile.WRITE, words);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "registry.enc", "controls.enc", "traps.jsonl", "commitment.json", "publication.json");
        assertThat(TrapRegistry.read(folder, words).key()).isEqualTo(REGISTRY.key());
        assertThatThrownBy(() -> TrapRegistry.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("registry.enc: is encrypted; give its passphrase with --passphrase-file");
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> TrapRegistry.read(folder, Passphrase.of("wrong")))
                .withMessageContaining("the passphrase is wrong");
    }

    @Test
    void aLedger() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        for (String root : List.of("aa", REGISTRY.root(), "cc")) {
            Ledger.append(file, CLOCK, LedgerEvent.GENERATE, root, Map.of("count", "2"));
        }
        Ledger.append(file, CLOCK, LedgerEvent.PUBLISH, REGISTRY.root(), Map.of("beacon", BEACON.value()));
        Ledger.append(file, CLOCK, LedgerEvent.BURN, REGISTRY.root(), BurnList.details(List.of("trap-000001")));
        Ledger ledger = Ledger.read(file);
        ledger.require(file, REGISTRY);
        assertThat(ledger.roots()).containsExactly("aa", REGISTRY.root(), "cc");
        assertThat(BurnList.of(ledger, REGISTRY.root()).traps()).containsExactly("trap-000001");
        assertThat(BurnList.of(ledger, "aa").contains("trap-000001")).isFalse();
        everyByte(file, () -> Ledger.read(file));
        everyByte(Ledger.head(file), () -> Ledger.read(file));
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            List<String> without = new ArrayList<>(lines);
            without.remove(i);
            refuse(file, without, i == lines.size() - 1 ? "" : "line " + (i + 1));
            if (i > 0) {
                List<String> swapped = new ArrayList<>(lines);
                Collections.swap(swapped, i, i - 1);
                refuse(file, swapped, "lines were moved, taken out or put in");
            }
        }
        Files.delete(file);
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> Ledger.read(file))
                .withMessageContaining("expected 5 lines, as ledger.jsonl.head says, found 0: it was cut");
        TrapRegistry other = TrapRegistry.generate(OPTIONS, MasterKey.practice(6));
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> ledger.require(file, other))
                .withMessageContaining("expected an entry \"generate\" of root " + other.root() + ", found none");
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> ledger.require(file, TrapRegistry.generate(OPTIONS, MasterKey.practice(5))))
                .withMessageContaining("expected publication of root");
    }

    private static void refuse(Path file, List<String> lines, String message) throws IOException {
        byte[] before = Files.readAllBytes(file);
        Files.write(file, lines);
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> Ledger.read(file))
                .withMessageContaining(message);
        Files.write(file, before);
    }

    @Test
    void anOpening() throws IOException {
        Path file = folder.resolve("opening.json");
        Path commitment = folder.resolve("commitment.json");
        Opening.of(REGISTRY, List.of("trap-000001")).write(file);
        Opening opening = Opening.verify(file, commitment);
        assertThat(opening.traps().get(0).texts())
                .isEqualTo(REGISTRY.candidates(1).texts());
        assertThat(opening.traps().get(0).published())
                .isEqualTo(REGISTRY.candidates(1).published());
        everyByte(file, () -> Opening.verify(file, commitment));
        everyByte(commitment, () -> Opening.verify(file, commitment));
        assertThat(Files.readString(file)).doesNotContain(REGISTRY.key().hex());
    }

    @Test
    void anotherListOrChoiceThanTheCommitted() throws IOException {
        Path file = folder.resolve("opening.json");
        Path commitment = folder.resolve("commitment.json");
        TrapRegistry second =
                TrapRegistry.generate(OPTIONS, MasterKey.practice(6)).publish(BEACON, CLOCK.instant());
        Opening.of(second, List.of("trap-000000")).write(file);
        refuseOpening(file, commitment, "expected an opening of the list that");
        Opening own = Opening.of(REGISTRY, List.of("trap-000000"));
        Opening theirs = Opening.of(second, List.of("trap-000000"));
        with(own, theirs.traps().get(0)).write(file);
        refuseOpening(file, commitment, "expected candidate");
        OpenedTrap trap = own.traps().get(0);
        List<String> swapped = Arrays.asList(
                trap.texts().get(1), trap.texts().get(0), trap.texts().get(2));
        with(own, new OpenedTrap(0, trap.published(), trap.nonce(), swapped, trap.proof()))
                .write(file);
        refuseOpening(file, commitment, "expected candidates of trap-000000 that root");
        with(own, new OpenedTrap(0, (trap.published() + 1) % 3, trap.nonce(), trap.texts(), trap.proof()))
                .write(file);
        refuseOpening(file, commitment, "which the beacon chose");
        with(own, new OpenedTrap(1, trap.published(), trap.nonce(), trap.texts(), trap.proof()))
                .write(file);
        refuseOpening(file, commitment, "expected candidate");
    }

    @Test
    void aRoleThatTheKeyDidNotGive() throws IOException {
        TrapRegistry byKey = TrapRegistry.generate(OPTIONS.withPublishedBy(PublishedBy.KEY), MasterKey.practice(5));
        Path other = folder.resolve("key");
        byKey.write(other, ControlsFile.OMIT);
        Path file = folder.resolve("opening.json");
        Opening own = Opening.of(byKey, List.of("trap-000000", "trap-000001"));
        own.write(file);
        assertThat(Opening.verify(file, other.resolve("commitment.json")).traps())
                .hasSize(2);
        OpenedTrap trap = own.traps().get(0);
        with(own, new OpenedTrap(0, (trap.published() + 1) % 3, trap.nonce(), trap.texts(), trap.proof()))
                .write(file);
        refuseOpening(file, other.resolve("commitment.json"), "its role or the nonce was changed");
    }

    private static Opening with(Opening opening, OpenedTrap trap) {
        return new Opening(
                opening.root(),
                opening.leaves(),
                opening.header(),
                opening.planNonce(),
                opening.planProof(),
                opening.publication(),
                List.of(trap));
    }

    private static void refuseOpening(Path file, Path commitment, String message) {
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> Opening.verify(file, commitment))
                .withMessageContaining(message);
    }

    @Test
    void aChangedLeaf() throws IOException {
        Path file = folder.resolve("opening.json");
        Opening own = Opening.of(REGISTRY, List.of("trap-000000"));
        OpenedTrap trap = own.traps().get(0);
        List<String> texts = new ArrayList<>(trap.texts());
        int control = (trap.published() + 1) % texts.size();
        texts.set(control, texts.get(control) + "s");
        with(own, new OpenedTrap(0, trap.published(), trap.nonce(), texts, trap.proof()))
                .write(file);
        refuseOpening(file, folder.resolve("commitment.json"), "expected candidates of trap-000000 that root");
    }

    @Test
    void aSwappedControl() throws IOException {
        Path file = folder.resolve("controls.jsonl");
        String[] ids = new String[2];
        String[] texts = new String[2];
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < 2; i++) {
            ids[i] = lines.get(i).replaceFirst(",\"text\".*", "");
            texts[i] = lines.get(i).substring(ids[i].length());
        }
        lines.set(0, ids[0] + texts[1]);
        lines.set(1, ids[1] + texts[0]);
        Files.write(file, lines);
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> TrapRegistry.read(folder))
                .withMessageContaining("controls.jsonl, line 1: expected ");
    }

    @Test
    void aReorderedLedger() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        for (String root : List.of("aa", "bb", "cc")) {
            Ledger.append(file, CLOCK, LedgerEvent.GENERATE, root, Map.of());
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.reverse(lines);
        refuse(file, lines, "lines were moved, taken out or put in");
    }

    @Test
    void aWrongPassphrase() throws IOException {
        PassphraseCipher cipher = new PassphraseCipher(10);
        Path file = folder.resolve("x.enc");
        Files.write(file, cipher.encrypt(Passphrase.of("six words"), new byte[100]));
        for (String wrong : List.of("six word", "six words ", "Six words", "six  words")) {
            assertThatExceptionOfType(CorruptRegistryException.class)
                    .as(wrong)
                    .isThrownBy(() -> cipher.decrypt(file, Passphrase.of(wrong), Files.readAllBytes(file)))
                    .withMessageContaining("x.enc, line 2")
                    .withMessageContaining("the passphrase is wrong");
        }
    }

    @Test
    void aSecondList() throws IOException {
        Path file = folder.resolve("opening.json");
        TrapRegistry second =
                TrapRegistry.generate(OPTIONS, MasterKey.practice(6)).publish(BEACON, TIME);
        Opening.of(second, List.of("trap-000000")).write(file);
        refuseOpening(file, folder.resolve("commitment.json"), "expected an opening of the list that");
        TrapRegistry byKey = TrapRegistry.generate(OPTIONS.withPublishedBy(PublishedBy.KEY), MasterKey.practice(5));
        TrapRegistry another = TrapRegistry.generate(OPTIONS.withPublishedBy(PublishedBy.KEY), MasterKey.practice(6));
        Path list = folder.resolve("list");
        byKey.write(list, ControlsFile.OMIT);
        another.write(folder.resolve("second"), ControlsFile.OMIT);
        Files.copy(
                folder.resolve("second/commitment.json"),
                list.resolve("commitment.json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> TrapRegistry.read(list))
                .withMessageContaining("commitment.json, line 1: expected ")
                .withMessageContaining("found {\"root\":\"" + another.root());
    }

    /** Flips a bit of every byte, and cuts before every byte. */
    private static void everyByte(Path file, ThrowingCallable check) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < whole.length; i++) {
                bytes.seek(i);
                bytes.write(whole[i] ^ 1 << i % 8);
                assertThatThrownBy(check)
                        .as("%s, byte %d flipped", name, i)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(name);
                bytes.seek(i);
                bytes.write(whole[i]);
                bytes.setLength(i);
                assertThatThrownBy(check)
                        .as("%s cut to %d bytes", name, i)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(name);
                bytes.seek(i);
                bytes.write(whole, i, whole.length - i);
            }
        }
        assertThat(file).hasBinaryContent(whole);
    }
}
