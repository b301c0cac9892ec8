package org.palimpsest.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.palimpsest.corpus.CorruptInputException;

/** The result of a command that was written by {@code --out}. */
final class WrittenResult {
    private WrittenResult() {}

    /** The field {@code result}; missing where there is none. */
    static JsonNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; check the path");
        }
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file)).path("result");
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), 0, "is no JSON; give what --out wrote", e);
        }
    }
}
