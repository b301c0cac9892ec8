package org.palimpsest.spark.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * What a job is asked: the same request gives the same output.
 *
 * @param job its name, as in {@code insert-traps}
 * @param options all that bears on the output, by name; secrets by their fingerprint only
 * @param inputs what is read
 */
public record JobRequest(String job, Map<String, String> options, List<ListedFile> inputs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies. */
    public JobRequest {
        options = new TreeMap<>(options);
        inputs = List.copyOf(inputs);
    }

    /** The beginning of a manifest: no times and no names of machines, so that equal runs give equal bytes. */
    ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("schemaVersion", 1);
        json.put("job", job);
        ObjectNode given = json.putObject("options");
        options.forEach(given::put);
        ArrayNode files = json.putArray("inputs");
        for (ListedFile input : inputs) {
            files.addObject().put("name", input.name()).put("bytes", input.bytes());
        }
        return json;
    }

    /** A hash of all, times of inputs too: a file that was written again is another. */
    String fingerprint() {
        ObjectNode json = toJson();
        ArrayNode files = json.putArray("read");
        inputs.forEach(input -> files.add(input.path()).add(input.modified()));
        return Fingerprint.sha256(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
