package org.palimpsest.traps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.family.Wordlist;

class TrapRegistryTest {
    private static final RegistryOptions OPTIONS =
            RegistryOptions.defaults().withCount(5).withControls(9);
    private static final TrapRegistry REGISTRY = TrapRegistry.generate(OPTIONS, MasterKey.practice(7));

    @TempDir
    Path folder;

    @Test
    void candidatesAreTheDrawsOfTheirLabelsAndThePublishedOneIsAmongThem() {
        for (int j = 0; j < 5; j++) {
            TrapCandidates candidates = REGISTRY.candidates(j);
            assertThat(candidates.texts()).hasSize(10);
            assertThat(candidates.texts().get(3))
                    .isEqualTo(GhostSentenceFamily.withDefaults().draw(KeyedStream.numbered(trapKey(j), 3)));
            assertThat(REGISTRY.trap(j).text()).isEqualTo(candidates.publishedText());
            assertThat(candidates.controls()).hasSize(9).doesNotContain(candidates.publishedText());
        }
    }

    private static byte[] trapKey(int j) {
        return MasterKey.practice(7).stream("trap|" + j).nextBytes(32);
    }

    @Test
    void candidatesDifferEvenWhereTheFamilyIsSmall() {
        GhostSentenceFamily coins = GhostSentenceFamily.withDefaults()
                .withWordlist(new Wordlist("coin", List.of("heads", "tails")))
                .withWords(8);
        RegistryOptions options = OPTIONS.withCount(1)
                .withControls(0)
                .withFamily(coins)
                .withCount(8)
                .withControls(15);
        TrapRegistry registry = TrapRegistry.generate(options, MasterKey.practice(1));
        Set<String> texts = new HashSet<>();
        registry.allCandidates().forEach(trap -> texts.addAll(trap.texts()));
        assertThat(texts).hasSize(128);
        for (int j = 0; j < 8; j++) {
            assertThat(registry.candidates(j).publishedText())
                    .isEqualTo(registry.trap(j).text());
        }
    }

    @Test
    void publishedIndexIsUniform() {
        TrapRegistry many = TrapRegistry.generate(OPTIONS.withCount(2000).withControls(4), MasterKey.practice(3));
        int[] counts = new int[5];
        many.allCandidates().forEach(trap -> counts[trap.published()]++);
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 400.0) * (count - 400.0) / 400;
        }
        assertThat(chiSquare).isLessThan(18.47); // 0.999 quantile with 4 degrees of freedom
    }

    @Test
    void listedCandidatesGiveOneTrapAGroup() throws Exception {
        List<List<ListedCandidate>> groups = List.of(
                List.of(
                        ListedCandidate.of("a0"),
                        new ListedCandidate("a1", List.of("x", "y")),
                        ListedCandidate.of("a2")),
                List.of(new ListedCandidate("b0", List.of("z")), ListedCandidate.of("b1"), ListedCandidate.of("b2")));
        RegistryOptions options = OPTIONS.withList(new ListedCandidates("copyright", groups));
        TrapRegistry registry = TrapRegistry.generate(options, MasterKey.practice(2));
        assertThat(registry.traps()).hasSize(2);
        for (int j = 0; j < 2; j++) {
            TrapCandidates candidates = registry.candidates(j);
            ListedCandidate chosen = groups.get(j).get(candidates.published());
            assertThat(candidates.texts())
                    .containsExactlyElementsOf(
                            groups.get(j).stream().map(ListedCandidate::text).toList());
            assertThat(registry.trap(j))
                    .isEqualTo(new Trap("trap-00000" + j, "copyright", chosen.text(), chosen.wordings()));
        }
        registry.write(folder, ControlsFile.WRITE);
        TrapRegistry read = TrapRegistry.read(folder);
        assertThat(read.root()).isEqualTo(registry.root());
        assertThat(read.traps()).isEqualTo(registry.traps());
        assertThat(read.options()).isEqualTo(options);
        assertThat(TrapFile.read(folder.resolve("traps.jsonl"))).isEqualTo(registry.traps());
        Path secret = folder.resolve("registry.jsonl");
        Files.writeString(secret, Files.readString(secret).replace("\"a2\"", "\"a3\""));
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> TrapRegistry.read(folder))
                .withMessageContaining("registry.jsonl, line 1");
    }

    @Test
    void copiesTakeTheWordingsInTurns() {
        Trap trap = new Trap("t", "fuzzy", "text", List.of("one", "two"));
        assertThat(List.of(trap.copyText(1), trap.copyText(2), trap.copyText(3)))
                .containsExactly("one", "two", "one");
        assertThat(new Trap("t", "ghost", "text").copyText(9)).isEqualTo("text");
    }

    @Test
    void refusesListsThatAreNoGroups() {
        ListedCandidate one = ListedCandidate.of("one");
        ListedCandidate two = ListedCandidate.of("two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListedCandidates("l", List.of(List.of(one, two), List.of(one))))
                .withMessage("groups of candidates must be of one size, got 2 in group 0 and 1 in group 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListedCandidates("l", List.of(List.of(one, one))))
                .withMessage("candidates of a group must differ, got the same text twice in group 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withList(new ListedCandidates("l", List.of(List.of(one, two))))
                        .withCount(2))
                .withMessage(
                        "a list of 1 groups of 2 candidates gives 1 traps with 1 controls each, got count 2 and controls 1");
    }

    @Test
    void onlyADrawnKeySeals() {
        assertThat(REGISTRY.sealed()).isFalse();
        TrapRegistry one = TrapRegistry.generate(OPTIONS, MasterKey.draw());
        TrapRegistry two = TrapRegistry.generate(OPTIONS, MasterKey.draw());
        assertThat(one.sealed()).isTrue();
        assertThat(one.root()).isNotEqualTo(two.root()).matches("[0-9a-f]{64}");
        assertThat(one.key().toString()).doesNotContain(one.key().hex());
    }

    @Test
    void rootIsThatOfTheTreeBuiltByHand() throws Exception {
        TrapRegistry small = TrapRegistry.generate(OPTIONS.withCount(1).withControls(1), MasterKey.practice(7));
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] nonce = MasterKey.practice(7).stream("nonce|0").nextBytes(32);
        List<byte[]> hashes = new ArrayList<>();
        String header = new ObjectMapper().writeValueAsString(small.header());
        sha.update((byte) 0);
        sha.update(MasterKey.practice(7).stream("nonce|plan").nextBytes(16));
        hashes.add(sha.digest(("[\"plan\"," + header + "]").getBytes(StandardCharsets.UTF_8)));
        for (int c = 0; c < 2; c++) {
            sha.update(nonce);
            byte[] own = sha.digest(new byte[] {0, 0, 0, (byte) c});
            String role = small.candidates(0).published() == c ? "published" : "control";
            String item = "[\"trap-000000\"," + c + ",\"" + role + "\",\""
                    + small.candidates(0).texts().get(c) + "\"]";
            sha.update((byte) 0);
            sha.update(own, 0, 16);
            hashes.add(sha.digest(item.getBytes(StandardCharsets.UTF_8)));
        }
        sha.update((byte) 1);
        sha.update(hashes.get(0));
        byte[] left = sha.digest(hashes.get(1));
        sha.update((byte) 1);
        sha.update(left);
        assertThat(small.root()).isEqualTo(HexFormat.of().formatHex(sha.digest(hashes.get(2))));
    }

    @Test
    void readsWhatItWroteAndKeepsSecretsToTheOwner() throws Exception {
        REGISTRY.write(folder, ControlsFile.WRITE);
        TrapRegistry read = TrapRegistry.read(folder);
        assertThat(read.root()).isEqualTo(REGISTRY.root());
        assertThat(read.allCandidates()).isEqualTo(REGISTRY.allCandidates());
        assertThat(read.key()).isEqualTo(REGISTRY.key());
        assertThat(read.options()).isEqualTo(OPTIONS);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("registry.jsonl", "traps.jsonl", "controls.jsonl", "commitment.json");
        }
        assertThat(Files.readAllLines(folder.resolve("traps.jsonl")))
                .hasSize(5)
                .first()
                .isEqualTo("{\"id\":\"trap-000000\",\"family\":\"ghost\",\"text\":\""
                        + REGISTRY.trap(0).text() + "\"}");
        assertThat(Files.readAllLines(folder.resolve("controls.jsonl"))).hasSize(45);
        assertThat(Files.readString(folder.resolve("commitment.json")))
                .startsWith("{\"root\":\"" + REGISTRY.root() + "\"")
                .contains("\"count\":5", "\"sealed\":false", "\"publishedBy\":\"key\"")
                .doesNotContain(REGISTRY.key().hex());
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            for (String secret : List.of("registry.jsonl", "controls.jsonl")) {
                assertThat(Files.getPosixFilePermissions(folder.resolve(secret)))
                        .hasSize(2)
                        .allMatch(permission -> permission.name().startsWith("OWNER"));
            }
        }
    }

    @Test
    void omittingControlsRemovesAnOlderList() throws Exception {
        REGISTRY.write(folder, ControlsFile.WRITE);
        REGISTRY.write(folder, ControlsFile.OMIT);
        assertThat(folder.resolve("controls.jsonl")).doesNotExist();
        assertThat(TrapRegistry.read(folder).root()).isEqualTo(REGISTRY.root());
    }

    @Test
    void namesAChangedTrap() throws Exception {
        refuses(
                "traps.jsonl",
                text -> text.replace(REGISTRY.trap(2).text(), "another text"),
                "traps.jsonl, line 3: expected {\"id\":\"trap-000002\",\"family\":\"ghost\",\"text\":\""
                        + REGISTRY.trap(2).text()
                        + "\"}, found {\"id\":\"trap-000002\",\"family\":\"ghost\",\"text\":\"another text\"}");
    }

    @Test
    void namesASwappedControlWithoutShowingIt() throws Exception {
        String one = REGISTRY.candidates(0).controls().get(0);
        String two = REGISTRY.candidates(0).controls().get(1);
        CorruptRegistryException error = refuses(
                "controls.jsonl",
                text -> text.replace(one, "#").replace(two, one).replace("#", two),
                "controls.jsonl, line 1: expected a line with SHA-256 ");
        assertThat(error).hasMessageNotContaining(one).hasMessageNotContaining(two);
    }

    @Test
    void namesACutAndALengthenedFile() throws Exception {
        refuses(
                "registry.jsonl",
                text -> text.substring(0, text.lastIndexOf("{\"id\"")),
                "registry.jsonl, line 6: expected a line with SHA-256 ");
        refuses("registry.jsonl", text -> text.substring(0, text.length() - 9), "registry.jsonl, line 6: expected");
        refuses("registry.jsonl", text -> "", "registry.jsonl, line 1: expected the header, found the end of the file");
        refuses(
                "traps.jsonl",
                text -> text + "{\"id\":\"trap-000005\"}\n",
                "traps.jsonl, line 6: expected the end of the file, found {\"id\":\"trap-000005\"}");
    }

    @Test
    void namesAnotherRootAndAnotherSeal() throws Exception {
        String other = "0".repeat(64);
        refuses(
                "commitment.json",
                text -> text.replace(REGISTRY.root(), other),
                "commitment.json, line 1: expected {\"root\":\"" + REGISTRY.root());
        refuses(
                "registry.jsonl",
                text -> text.replace("\"sealed\":false", "\"sealed\":true"),
                "commitment.json, line 1");
        refuses("registry.jsonl", text -> text.replace("\"alpha\":0.01", "\"alpha\":0.05"), "commitment.json, line 1");
    }

    @Test
    void namesAnotherKeyAnotherChoiceAndHeadersOfNoUse() throws Exception {
        refuses(
                "registry.jsonl",
                text -> text.replace(REGISTRY.key().hex(), "0".repeat(64)),
                "registry.jsonl, line 2: expected");
        refuses(
                "registry.jsonl",
                text -> text.replaceFirst("\"published\":\\d", "\"published\":99"),
                "registry.jsonl, line 2: expected");
        refuses(
                "registry.jsonl",
                text -> text.replace("\"version\":2", "\"version\":1"),
                "registry.jsonl, line 1: expected a header of version 2, found version 1");
        refuses(
                "registry.jsonl",
                text -> text.replace("\"count\":5", "\"count\":0"),
                "registry.jsonl, line 1: expected a header that can be used, found count must be in [1, 10000000], got 0");
        refuses("registry.jsonl", text -> "nonsense\n", "registry.jsonl, line 1: expected a header in JSON");
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withCount(0))
                .withMessage("count must be in [1, 10000000], got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withControls(-1))
                .withMessage("controls must be in [0, 1000000], got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.withFamily(GhostSentenceFamily.withDefaults()
                        .withWordlist(new Wordlist("coin", List.of("0", "1")))
                        .withWords(6)))
                .withMessageStartingWith("family ghost must have 6.64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.ofHex("abc", KeyOrigin.DRAWN))
                .withMessage("key must be 64 hexadecimal digits, got 3 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestPlan("a", "b", "c", 1))
                .withMessage("alpha must be in (0, 1), got 1.0");
    }

    private CorruptRegistryException refuses(String file, UnaryOperator<String> change, String message)
            throws Exception {
        REGISTRY.write(folder, ControlsFile.WRITE);
        Path path = folder.resolve(file);
        String before = Files.readString(path);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(path, after);
        CorruptRegistryException[] caught = new CorruptRegistryException[1];
        assertThatExceptionOfType(CorruptRegistryException.class)
                .isThrownBy(() -> TrapRegistry.read(folder))
                .withMessageContaining(message)
                .satisfies(error -> caught[0] = error);
        return caught[0];
    }
}
