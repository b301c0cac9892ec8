package org.palimpsest.corpus.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * What an index consists of: {@code palimpsest.json}, written last.
 *
 * @param width of tokens
 * @param direction whether documents are stored as they are
 * @param tokenizer fingerprint of what made the ids, empty if they were given
 * @param shards in training order
 */
record IndexManifest(TokenWidth width, Direction direction, String tokenizer, List<Shard> shards) {
    static final String NAME = "palimpsest.json";
    private static final String FORMAT = "palimpsest-index";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How documents are stored. */
    enum Direction {
        /** As they are. */
        FORWARD,
        /** Every document's tokens from last to first. */
        REVERSED
    }

    /**
     * One shard.
     *
     * @param tokens separators included
     * @param documents of it
     * @param id what its side files carry
     * @param check SHA-256 of its file of checksums
     */
    record Shard(long tokens, long documents, long id, String check) {

        /** Writes the checksums of a shard's files and describes it. */
        static Shard of(ShardFiles files, long tokens, long documents, long id, List<PageSums> sums)
                throws IOException {
            Path path = files.side(SideFile.Kind.CHECK);
            long entries = 0;
            for (PageSums file : sums) {
                entries += file.sums().length;
            }
            ObjectNode names = JSON.createObjectNode();
            sums.forEach(file -> names.put(file.file(), file.bytes()));
            byte[] header = JSON.writeValueAsBytes(names);
            try (PageSummedOutput out = new PageSummedOutput(path)) {
                new SideFile(SideFile.Kind.CHECK, header.length, tokens, id, entries).write(out);
                for (PageSums file : sums) {
                    for (int sum : file.sums()) {
                        out.writeNumber(sum, 4);
                    }
                }
                out.write(header);
            }
            return new Shard(tokens, documents, id, Fingerprint.sha256(path));
        }
    }

    /** The first 64 bits of the SHA-256 over the checksums of the shard's tokens and offsets. */
    static long shardId(PageSums... files) {
        MessageDigest digest = Fingerprint.newDigest();
        for (PageSums file : files) {
            ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * file.sums().length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(file.bytes());
            for (int sum : file.sums()) {
                bytes.putInt(sum);
            }
            digest.update(bytes.array());
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    static Path path(Path folder) {
        return folder.resolve(NAME);
    }

    void write(Path folder) throws IOException {
        Files.write(path(folder), toJson());
    }

    byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION).put("tokenBytes", width.bytes());
        root.put("reversed", direction == Direction.REVERSED).put("tokenizer", tokenizer);
        ArrayNode list = root.putArray("shards");
        for (Shard shard : shards) {
            list.addObject()
                    .put("tokens", shard.tokens)
                    .put("documents", shard.documents)
                    .put("id", HexFormat.of().toHexDigits(shard.id))
                    .put("check", shard.check);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    static IndexManifest read(Path folder) throws IOException {
        Path path = path(folder);
        JsonNode root = parse(path);
        expect(path, root.path("format").asText("none").equals(FORMAT), "format " + root.path("format"), FORMAT);
        expect(path, root.path("version").asInt() == VERSION, "version " + root.path("version"), "version " + VERSION);
        JsonNode bytes = root.path("tokenBytes");
        expect(
                path,
                bytes.asInt() == 1 || bytes.asInt() == 2 || bytes.asInt() == 4,
                "tokenBytes " + bytes,
                "1, 2 or 4");
        List<Shard> shards = new ArrayList<>();
        for (JsonNode shard : root.path("shards")) {
            String id = shard.path("id").asText();
            boolean whole = shard.path("tokens").canConvertToLong()
                    && shard.path("documents").canConvertToInt()
                    && shard.path("tokens").asLong() >= shard.path("documents").asLong()
                    && shard.path("documents").asLong() >= 0
                    && id.matches("[0-9a-f]{16}");
            expect(path, whole, "shard " + shard, "tokens, documents, an id of 16 hexadecimal digits, check");
            shards.add(new Shard(
                    shard.path("tokens").asLong(),
                    shard.path("documents").asLong(),
                    HexFormat.fromHexDigitsToLong(id),
                    shard.path("check").asText()));
        }
        expect(path, !shards.isEmpty(), "no shards", "at least one");
        return new IndexManifest(
                TokenWidth.ofBytes(bytes.asInt()),
                root.path("reversed").asBoolean() ? Direction.REVERSED : Direction.FORWARD,
                root.path("tokenizer").asText(),
                List.copyOf(shards));
    }

    private static JsonNode parse(Path path) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new CorruptIndexException(path, 0, "no such file", "an index that index build or index import made");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new CorruptIndexException(
                    path, Math.max(0, e.getLocation().getByteOffset()), "what is not JSON", "the index's description");
        }
    }

    private static void expect(Path path, boolean holds, String found, String expected) throws IOException {
        if (!holds) {
            throw new CorruptIndexException(path, 0, found, expected);
        }
    }

    /** The checksums of a shard's files, by name. */
    static Map<String, PageSums> checksums(ShardFiles files, Shard shard) throws IOException {
        Path path = files.side(SideFile.Kind.CHECK);
        PagedFile file = PagedFile.open(path);
        String found = Fingerprint.sha256(path);
        expect(path, found.equals(shard.check), "content " + found, shard.check);
        int names = (int) file.littleEndian(12, 4);
        long entries = file.littleEndianLong(32);
        JsonNode lengths =
                JSON.readTree(new String(file.bytes(SideFile.HEADER + 4 * entries, names), StandardCharsets.UTF_8));
        Map<String, PageSums> sums = new LinkedHashMap<>();
        long at = SideFile.HEADER;
        for (Map.Entry<String, JsonNode> entry : lengths.properties()) {
            long bytes = entry.getValue().asLong();
            int[] pages = new int[Math.toIntExact((bytes + PagedFile.PAGE - 1) / PagedFile.PAGE)];
            for (int page = 0; page < pages.length; page++, at += 4) {
                pages[page] = (int) file.littleEndian(at, 4);
            }
            sums.put(entry.getKey(), new PageSums(entry.getKey(), bytes, pages));
        }
        return sums;
    }
}
