package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How an interrupted build is gone on with.
 *
 * @param files all that the result is made from
 * @param notice is told whether it is
 * @param everyNanos time between notes while documents are read
 */
record Resumption(List<Path> files, Consumer<String> notice, long everyNanos) {
    Resumption {
        files = List.copyOf(files);
    }

    /** What the result depends on, less the number of shards, which is noted with each of them. */
    Map<String, String> request(IndexBuilder.Options options, TokenSource tokens) throws IOException {
        Map<String, String> request = new LinkedHashMap<>();
        for (Path file : files) {
            String state = Files.size(file) + " bytes of " + Files.getLastModifiedTime(file);
            request.put("input " + file.toAbsolutePath(), state);
        }
        request.put(
                "list of inputs", files.stream().map(Path::toString).toList().toString());
        request.put("tokenizer", tokens.fingerprint().isEmpty() ? "none" : tokens.fingerprint());
        request.put("inverse", options.inverse().toString());
        request.put("width", options.width().toString());
        request.put("start shift", Integer.toString(options.startShift()));
        request.put("block shift", Integer.toString(options.blockShift()));
        return request;
    }
}
