package org.palimpsest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void everyModuleHasItsPom() {
        assertThat(Files.exists(Path.of("pom.xml"))).isTrue();
    }
}
