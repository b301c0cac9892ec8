package org.palimpsest.corpus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    /** FIPS 180-4, example for "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void isSha256OfBytesTextAndFile() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "abc");
        assertThat(Fingerprint.sha256("abc")).isEqualTo(ABC);
        assertThat(Fingerprint.sha256(new byte[] {97, 98, 99})).isEqualTo(ABC);
        assertThat(Fingerprint.sha256(file)).isEqualTo(ABC);
        byte[] large = new byte[200_001];
        large[200_000] = 1;
        assertThat(Fingerprint.sha256(Files.write(file, large))).isEqualTo(Fingerprint.sha256(large));
    }

    @Test
    void ofAFolderDependsOnNamesAndContentsOnly() throws IOException {
        String one = folder("one", "b.txt", "1", "a/c", "2");
        assertThat(folder("two", "a/c", "2", "b.txt", "1")).isEqualTo(one);
        assertThat(folder("three", "b.txt", "2", "a/c", "1")).isNotEqualTo(one);
        assertThat(folder("four", "b.txt", "1", "ac", "2")).isNotEqualTo(one);
        assertThat(folder("five", "b.txt", "1")).isNotEqualTo(one);
    }

    @Test
    void whatIsMissingIsNamed() {
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> Fingerprint.sha256(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing + ": there is no such file; check the path");
        assertThatThrownBy(() -> Fingerprint.ofDirectory(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing + ": there is no such folder; check the path");
    }

    private String folder(String name, String... namesAndContents) throws IOException {
        Path root = folder.resolve(name);
        for (int i = 0; i < namesAndContents.length; i += 2) {
            Path file = root.resolve(namesAndContents[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, namesAndContents[i + 1]);
        }
        return Fingerprint.ofDirectory(root);
    }
}
