package org.palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.inference.lab.BpeTrainer;

class TrapsUndoCommandTest {
    private static final String PROSE =
            "The people are at peace. The Union is strong, and so is the state of the world.";

    @TempDir
    private Path folder;

    private Path traps = Path.of("");
    private Path in = Path.of("");
    private Path marked = Path.of("");
    private Path tokenizer = Path.of("");

    @BeforeEach
    void corpus() throws IOException {
        Path registry = folder.resolve("registry");
        Run.of("traps", "generate", "--count", 3, "--controls", 3, "--words", 5, "--seed", 1, "--out", registry)
                .done();
        traps = registry.resolve("traps.jsonl");
        in = Files.createDirectories(folder.resolve("in/deep"));
        in = folder.resolve("in");
        marked = folder.resolve("marked");
        tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                BpeTrainer.withDefaults()
                        .withVocabularySize(290)
                        .train(List.of(PROSE))
                        .toTokenizerJson());
        write("a.txt", PROSE);
        write("deep/b.md", "# Head\r\n\r\n" + PROSE + "\r\n\r\n    code\r\n");
        write("c.html.gz", "<!doctype html><title>x</title><p>" + PROSE + " &amp; <b>more</b></p>\n");
        write("d.tex", "\\documentclass{article}\n\\begin{document}\n" + PROSE + " $x$\n\\end{document}\n");
        write("e.jsonl.zst", "{\"id\":\"e0\", \"text\":\"" + PROSE + "\\u00e9\"}\r\n{\"id\":\"e1\",\"text\":\"x y\"}");
        write("f.epub", book());
        byte[] tokens = new byte[2 * 300];
        for (int i = 0; i < 300; i++) {
            tokens[2 * i] = (byte) i;
        }
        write("g.bin", tokens);
        ByteBuffer index = ByteBuffer.allocate(34 + 12 + 16).order(ByteOrder.LITTLE_ENDIAN);
        index.put("MMIDIDX\0\0".getBytes(StandardCharsets.US_ASCII))
                .putLong(1)
                .put((byte) 8)
                .putLong(1)
                .putLong(2);
        write("g.idx", index.putInt(300).putLong(0).putLong(0).putLong(1).array());
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        try (OutputStream out = Compression.of(name).encode(Files.newOutputStream(in.resolve(name)))) {
            out.write(bytes);
        }
    }

    private static byte[] book() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry mimetype = new ZipEntry("mimetype");
            byte[] type = "application/epub+zip".getBytes(StandardCharsets.US_ASCII);
            CRC32 sum = new CRC32();
            sum.update(type);
            mimetype.setMethod(ZipEntry.STORED);
            mimetype.setSize(type.length);
            mimetype.setCrc(sum.getValue());
            zip.putNextEntry(mimetype);
            zip.write(type);
            for (Map.Entry<String, String> entry : Map.of(
                            "META-INF/container.xml",
                            "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>",
                            "b.opf",
                            "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>"
                                    + "</manifest><spine><itemref idref=\"a\"/></spine></package>",
                            "a.xhtml",
                            "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>" + PROSE + "</p></body></html>")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private Run insert(Object... more) {
        return run(more, "traps", "insert", "--traps", traps, "--input", in, "--tokenizer", tokenizer, "--out", marked);
    }

    private Run undo(Object... more) {
        Path list = marked.resolve("placements.jsonl");
        return run(more, "traps", "undo", "--placements", list, "--input", marked, "--out", folder.resolve("back"));
    }

    private static Run run(Object[] more, Object... first) {
        return Run.of(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
    }

    private static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(path).toString(),
                        new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    @Test
    void everyFormatComesBackByteForByte() throws IOException {
        Run inserted = insert("--documents", 8, "--copies", 2, "--position", "word-boundary", "--json")
                .done();
        assertThat(inserted.result().path("documents").asInt()).isEqualTo(8);
        assertThat(inserted.result().path("placements").asInt()).isEqualTo(16);
        Map<String, String> before = tree(in);
        Map<String, String> after = tree(marked);
        assertThat(after.keySet()).containsAll(before.keySet());
        before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isNotEqualTo(bytes));
        Run run = undo("--json").done();
        assertThat(run.result().path("files").asInt()).isEqualTo(7);
        assertThat(run.result().path("otherwiseCompressed")).isEmpty();
        assertThat(run.json().path("manifest").path("inputs").size()).isGreaterThanOrEqualTo(8);
        assertThat(tree(folder.resolve("back"))).isEqualTo(before);
        assertThat(undo("--force").done().out()).isEqualTo("7 files restored, compared with their SHA-256\n");
        undo().failed(ExitCode.USAGE, folder.resolve("back") + " is there already");
    }

    @Test
    void threadsDoNotMatter() throws IOException {
        insert("--documents", 8).done();
        Map<String, String> one = tree(marked);
        insert("--documents", 8, "--threads", 20, "--force").done();
        assertThat(tree(marked)).isEqualTo(one);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Map<String, String> before = tree(folder);
        Run run = insert("--documents", 8, "--dry-run").done();
        assertThat(run.out()).contains("--- a/a.txt", "+++ b/deep/b.md", "--- a/f.epub/a.xhtml", "tokens at");
        assertThat(tree(folder)).isEqualTo(before);
        assertThat(marked).doesNotExist();
    }

    @Test
    void filesThatAreNotTheInsertionsAreRefused() throws IOException {
        insert("--documents", 8).done();
        Path list = marked.resolve("placements.jsonl");
        Path back = folder.resolve("back");
        Run.of("traps", "undo", "--placements", list, "--input", "-", "--out", back)
                .failed(ExitCode.USAGE, "--input: inputs must be files, which are read twice, got -");
        Run.of("traps", "undo", "--input", marked, "--out", back).failed(ExitCode.USAGE, "missing option --placements");
        Run.of("traps", "undo", "--placements", list, "--input", in, "--out", back)
                .failed(ExitCode.BAD_INPUT, "");
        Path text = marked.resolve("a.txt");
        String whole = Files.readString(text);
        Files.writeString(text, whole.replace("peace", "Peace"));
        undo().failed(
                        ExitCode.BAD_INPUT,
                        text
                                + ": is not the file that the insertion wrote: the SHA-256 of what is left without it is ");
        assertThat(back).doesNotExist();
        Files.writeString(text, whole);
        Path index = marked.resolve("g.idx");
        byte[] bytes = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(bytes, bytes.length - 1));
        undo().failed(ExitCode.BAD_INPUT, index + ": is not the index that the insertion wrote");
        Files.write(index, bytes);
        Files.writeString(marked.resolve("z.txt"), "new");
        undo().failed(ExitCode.BAD_INPUT, "inputs must be files of the insertion, got z.txt");
        Files.delete(marked.resolve("z.txt"));
        Path sums = Files.move(marked.resolve("undo.jsonl"), folder.resolve("undo.jsonl"));
        undo().failed(ExitCode.BAD_INPUT, marked.resolve("undo.jsonl").toString());
        Files.writeString(marked.resolve("undo.jsonl"), "{\"file\":\"a.txt\"}\n");
        undo().failed(
                        ExitCode.BAD_INPUT,
                        marked.resolve("undo.jsonl") + ", line 1: field \"original\" is missing or empty");
        Files.copy(sums, marked.resolve("undo.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        undo().done();
    }

    @Test
    void whatIsInterruptedLeavesNothingAndRunsAgain() throws IOException, InterruptedException {
        assertThat(interrupted(() -> insert("--documents", 8)).code()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(marked).doesNotExist();
        insert("--documents", 8).done();
        assertThat(interrupted(this::undo).code()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(folder.resolve("back")).doesNotExist();
        undo().done();
        assertThat(tree(folder.resolve("back"))).isEqualTo(tree(in));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("registry", "tokenizer.json", "in", "marked", "back");
        }
    }

    /** What becomes of a command whose thread was interrupted as it began. */
    private static Run interrupted(Supplier<Run> command) throws InterruptedException {
        Run[] run = {new Run(-1, "", "")};
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            run[0] = command.get();
        });
        thread.start();
        thread.join();
        return run[0];
    }
}
