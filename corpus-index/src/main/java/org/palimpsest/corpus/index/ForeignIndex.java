package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that infini-gram wrote: {@code tokenized.0}, {@code table.0} and so on for each shard (versions 4 and 5), or the
 * same names without a number (version 6). The files have no header; how wide a token is follows from the counts in
 * {@code unigram}.
 */
final class ForeignIndex {
    private static final List<String> NEEDED = List.of("tokenized", "table", "offset");

    private final Path folder;
    private final List<String> suffixes = new ArrayList<>();

    private ForeignIndex(Path folder) {
        this.folder = folder;
    }

    static ForeignIndex in(Path folder) throws IOException {
        ForeignIndex found = new ForeignIndex(folder);
        if (Files.exists(folder.resolve("tokenized"))) {
            found.suffixes.add("");
        } else {
            for (int shard = 0; Files.exists(folder.resolve("tokenized." + shard)); shard++) {
                found.suffixes.add("." + shard);
            }
        }
        if (found.suffixes.isEmpty()) {
            throw new CorruptIndexException(
                    folder.resolve("tokenized.0"), 0, "no such file", "an index of infini-gram in " + folder);
        }
        for (String suffix : found.suffixes) {
            for (String name : NEEDED) {
                if (!Files.exists(folder.resolve(name + suffix))) {
                    throw new CorruptIndexException(
                            folder.resolve(name + suffix), 0, "no such file", "one for every shard");
                }
            }
        }
        return found;
    }

    int shards() {
        return suffixes.size();
    }

    Path file(String name, int shard) {
        return folder.resolve(name + suffixes.get(shard));
    }

    /** The width that makes the tokens as many as the unigrams say. */
    TokenWidth width() throws IOException {
        Path unigrams = file("unigram", 0);
        if (!Files.exists(unigrams)) {
            throw new CorruptIndexException(
                    unigrams,
                    0,
                    "no such file",
                    "the counts of ids, from which the width of a token follows; or name the width");
        }
        long sum = 0;
        long line = 0;
        for (String text : Files.readAllLines(unigrams, StandardCharsets.US_ASCII)) {
            line++;
            String count = text.strip().substring(text.strip().lastIndexOf(' ') + 1);
            try {
                sum += Long.parseLong(count);
            } catch (NumberFormatException e) {
                throw new CorruptIndexException(unigrams, 0, "line " + line + ": " + text, "id and count");
            }
        }
        long bytes = Files.size(file("tokenized", 0));
        for (TokenWidth width : TokenWidth.values()) {
            if (sum * width.bytes() == bytes) {
                return width;
            }
        }
        throw new CorruptIndexException(
                file("tokenized", 0),
                0,
                bytes + " bytes",
                "1, 2 or 4 for each of the " + sum + " tokens of " + unigrams);
    }
}
