package org.palimpsest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.transcript.OrderCommitment;
import org.palimpsest.corpus.transcript.Transcript;
import org.palimpsest.corpus.transcript.TranscriptReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commits to a training order before training, and opens the commitment afterwards. */
@Command(
        name = "commit",
        sortOptions = false,
        description = {
            "Commits to a training order before training, or checks afterwards that an order is the one committed to.",
            "Publish root and size with a time stamp; keep the nonce secret. Some entries can be opened without the rest,"
                    + " and checked by anyone who has the commitment."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance commit --transcript order.jsonl --nonce secret.hex --out commitment.json",
            "  palimpsest provenance commit --transcript order.jsonl --nonce secret.hex --check commitment.json",
            "  palimpsest provenance commit --transcript order.jsonl --nonce secret.hex --open 0,7 --out openings.json",
            "  palimpsest provenance commit --check commitment.json --opening openings.json"
        })
final class ProvenanceCommitCommand implements Callable<Integer> {
    private static final int NONCE_BYTES = 32;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--transcript", paramLabel = "FILE", description = "JSONL or Parquet: index, id, step.")
    private @Nullable Path transcript;

    @Option(
            names = "--nonce",
            paramLabel = "FILE",
            description = "The secret, in hex; drawn and written where the file is missing.")
    private @Nullable Path nonce;

    @Option(names = "--check", paramLabel = "FILE", description = "A commitment that the order must open.")
    private @Nullable Path check;

    @Option(
            names = "--open",
            paramLabel = "N",
            split = ",",
            description = "Entries to open, by their place in the order from 0; adds salt and proof of each.")
    private List<Integer> open = new ArrayList<>();

    @Option(
            names = "--opening",
            paramLabel = "FILE",
            description = "What --open wrote: checks its entries against --check, without order and nonce.")
    private @Nullable Path opening;

    @Override
    public Integer call() throws IOException {
        if (opening != null) {
            return verify(opening);
        }
        Path file = common.require(transcript, "--transcript");
        Path secret = common.require(nonce, "--nonce");
        common.checkOutput();
        OrderCommitment published = check == null ? null : published(check);
        Transcript order = TranscriptReader.read(file);
        byte[] key = key(secret);
        OrderCommitment commitment = OrderCommitment.of(order, key);
        if (published != null && !published.opens(order, key)) {
            throw new CorruptInputException(
                    file.toString(),
                    "with " + secret + " does not open the commitment " + check + " (root "
                            + HexFormat.of().formatHex(published.root()) + ", " + published.size()
                            + " entries); order, nonce or commitment is another one");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("root", HexFormat.of().formatHex(commitment.root()));
        fields.put("size", commitment.size());
        fields.put("opens", published == null ? null : true);
        if (!open.isEmpty()) {
            fields.put("openings", openings(order, key));
        }
        String text = String.format(
                Locale.ROOT,
                "root %s%nsize %,d%n%s",
                fields.get("root"),
                commitment.size(),
                published == null ? "" : String.format(Locale.ROOT, "opens %s%n", check));
        common.emit(fields, common.manifest().withInput(file), text);
        return ExitCode.OK.code();
    }

    /** Checks openings that somebody else made. */
    private Integer verify(Path file) throws IOException {
        if (transcript != null || nonce != null || !open.isEmpty()) {
            throw common.usage("--opening needs no --transcript, --nonce or --open: the commitment is enough");
        }
        Path commitment = common.require(check, "--check");
        common.checkOutput();
        OrderCommitment published = published(commitment);
        List<OrderCommitment.Opening> opened = OpeningFile.read(file);
        List<Map<String, Object>> entries = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (OrderCommitment.Opening one : opened) {
            if (!published.opens(one)) {
                throw new CorruptInputException(
                        file.toString(),
                        "entry " + one.number() + " (id " + one.entry().documentId() + ", index "
                                + one.entry().position() + ") does not belong to the commitment " + commitment
                                + "; entry, salt, proof or commitment is another one");
            }
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("number", one.number());
            map.put("index", one.entry().position());
            map.put("id", one.entry().documentId());
            map.put("step", one.entry().step());
            entries.add(map);
            text.append(String.format(
                    Locale.ROOT,
                    "entry %d of %d: id %s, index %d belongs to %s%n",
                    one.number(),
                    published.size(),
                    one.entry().documentId(),
                    one.entry().position(),
                    commitment));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("root", HexFormat.of().formatHex(published.root()));
        fields.put("size", published.size());
        fields.put("opens", true);
        fields.put("openings", entries);
        common.emit(fields, common.manifest().withInput(file).withInput(commitment), text.toString());
        return ExitCode.OK.code();
    }

    private List<Map<String, Object>> openings(Transcript order, byte[] key) {
        List<Map<String, Object>> list = new ArrayList<>();
        try {
            int[] numbers = open.stream().mapToInt(Integer::intValue).toArray();
            for (OrderCommitment.Opening opening : OrderCommitment.open(order, key, numbers)) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("number", opening.number());
                map.put("index", opening.entry().position());
                map.put("id", opening.entry().documentId());
                map.put("step", opening.entry().step());
                map.put("salt", HexFormat.of().formatHex(opening.salt()));
                map.put(
                        "proof",
                        opening.proof().stream().map(HexFormat.of()::formatHex).toList());
                list.add(map);
            }
        } catch (IllegalArgumentException e) {
            throw common.usage("--open: " + e.getMessage());
        }
        return list;
    }

    private static OrderCommitment published(Path file) throws IOException {
        JsonNode result = WrittenResult.read(file);
        try {
            return new OrderCommitment(
                    HexFormat.of().parseHex(result.path("root").asText()),
                    result.path("size").asInt());
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(
                    file.toString(), 0, "holds no commitment (result.root, result.size); " + e.getMessage(), e);
        }
    }

    private byte[] key(Path file) throws IOException {
        if (!Files.exists(file)) {
            if (check != null) {
                throw new CorruptInputException(file.toString(), "there is no such file; the nonce is needed to check");
            }
            byte[] drawn = new byte[NONCE_BYTES];
            new SecureRandom().nextBytes(drawn);
            AtomicOutput.write(file, HexFormat.of().formatHex(drawn).getBytes(StandardCharsets.US_ASCII));
            return drawn;
        }
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length >= Transcript.SHORTEST_NONCE) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, "is not hex; " + e.getMessage(), e);
        }
        throw new CorruptInputException(
                file.toString(), "is shorter than " + Transcript.SHORTEST_NONCE + " bytes of hex; draw a longer nonce");
    }
}
