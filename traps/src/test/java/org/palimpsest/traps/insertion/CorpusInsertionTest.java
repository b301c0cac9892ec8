package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.insertion.format.Carrier;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.survival.FilterBudget;

class CorpusInsertionTest {
    private static final List<Trap> TRAPS = List.of(
            new Trap("t0", "ghost", "one <two> & \"three\" 50% of_it"), new Trap("t1", "ghost", "four five six seven"));
    private static final MasterKey KEY = MasterKey.practice(3);

    @TempDir
    Path temporary;

    private Path in;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        in = Files.createDirectories(temporary.resolve("in"));
        out = temporary.resolve("out");
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream stream = Compression.of(name).encode(Files.newOutputStream(file))) {
            stream.write(bytes);
        }
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] book(String chapter) throws IOException {
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
            entry(
                    zip,
                    "META-INF/container.xml",
                    "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>");
            entry(
                    zip,
                    "OEBPS/book.opf",
                    "<package><manifest><item id=\"a\" href=\"text/a%20b.xhtml\" media-type=\"application/xhtml+xml\"/>"
                            + "<item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                            + "<spine><itemref idref=\"a\"/></spine></package>");
            entry(
                    zip,
                    "OEBPS/text/a b.xhtml",
                    "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body>"
                            + chapter + "</body></html>");
            entry(zip, "OEBPS/nav.xhtml", "<html><body><p>Not in the spine.</p></body></html>");
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A corpus of every format, of random words. */
    private void corpus(long seed) throws IOException {
        RandomGenerator random = RandomStream.of(seed, "corpus");
        String newline = random.nextInt(2) == 0 ? "\n" : "\r\n";
        String bom = random.nextInt(2) == 0 ? "\ufeff" : "";
        write("a.txt", bom + words(random) + newline + newline + words(random) + newline);
        write(
                "deep/er/b.md",
                "# Head" + newline + newline + words(random) + " `code` " + words(random) + newline + newline + "```"
                        + newline + "x y" + newline + "```" + newline + newline + "- " + words(random) + newline);
        write(
                "c.html.gz",
                "<!doctype html><html><body><h1>A b</h1><p>" + words(random) + " <em>" + words(random)
                        + "</em> end.</p>" + newline + "<p>" + words(random)
                        + " &amp; more</p><img alt=\"a b\" title='t t' src=x></body></html>");
        write("latin.html", ("<p>caf\u00e9 " + "words here</p>").getBytes(StandardCharsets.ISO_8859_1));
        write(
                "d.tex.zst",
                "\\documentclass{a}" + newline + "\\begin{document}" + newline + words(random) + " $x$ " + words(random)
                        + newline + newline + words(random) + newline + "\\end{document}" + newline);
        write("e.epub", book("<p>" + words(random) + "</p><p>" + words(random) + "</p><img alt=\"a b\" title=\"c\"/>"));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            rows.append("{\"id\":\"r")
                    .append(i)
                    .append("\", \"text\":\"")
                    .append(words(random).replace("\n", "\\n"))
                    .append("\"}")
                    .append(newline);
        }
        write("rows.jsonl.zst", rows.toString());
        write(".hidden/x.txt", "never looked at");
        write("other.bin.css", "no document");
    }

    private static String words(RandomGenerator random) {
        String[] words = {"alpha", "beta.", "gämma", "delta,", "😀", "Epsilon", "zeta!"};
        int count = 3 + random.nextInt(30);
        StringBuilder text = new StringBuilder("Word");
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(9) == 0 ? "\n" : " ").append(words[random.nextInt(words.length)]);
        }
        return text.toString();
    }

    private static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(path).toString().replace('\\', '/'),
                        new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static InsertionPlan plan(int documents) {
        return InsertionPlan.ofDocuments(TRAPS, KEY, documents).withPerDocument(2);
    }

    @Test
    void undoGivesBackEveryByteOfEveryFormat() throws IOException {
        for (int round = 0; round < 24; round++) {
            in = Files.createDirectories(temporary.resolve("in" + round));
            corpus(round);
            Path marked = temporary.resolve("marked" + round);
            Path restored = temporary.resolve("restored" + round);
            List<PositionPolicy> policies = List.of(PositionPolicy.values());
            PositionPolicy policy = policies.get(round % policies.size());
            boolean paragraphs = round % 5 == 4;
            InsertionPlan plan = plan(paragraphs ? 8 : 12)
                    .withPosition(policy)
                    .withRepeats(1 + round % 3)
                    .withCarrier(paragraphs ? Carrier.PARAGRAPH : Carrier.TEXT);
            List<Placement> placements = CorpusInsertion.of(plan).insert(List.of(in), marked, Progress.none());
            assertThat(placements).hasSize((paragraphs ? 8 : 12) * 2 * (1 + round % 3));
            InsertionUndo.Report report = InsertionUndo.restore(
                    marked.resolve("placements.jsonl"), List.of(marked), restored, Progress.none());
            Map<String, String> before = tree(in);
            before.keySet().removeAll(Set.of(".hidden/x.txt", "other.bin.css"));
            assertThat(tree(restored)).isEqualTo(before);
            assertThat(report.files()).isEqualTo(7);
            assertThat(report.otherwiseCompressed()).isEmpty();
        }
    }

    @Test
    void readersSeeTheTrapsInEveryFormat() throws IOException {
        corpus(1);
        CorpusInsertion.of(plan(12)).insert(List.of(in), out, Progress.none());
        String trap = TRAPS.get(0).text();
        assertThat(Files.readString(out.resolve("a.txt"))).contains(trap);
        assertThat(Files.readString(out.resolve("deep/er/b.md"))).contains("one \\<two> & \"three\" 50% of\\_it");
        String page = Files.readString(out.resolve("latin.html"), StandardCharsets.ISO_8859_1);
        assertThat(Jsoup.parse(page).text()).startsWith("caf\u00e9 ").contains(trap);
        try (ZipFile zip = new ZipFile(out.resolve("e.epub").toFile());
                ZipFile old = new ZipFile(in.resolve("e.epub").toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            assertThat(entries.get(0).getName()).isEqualTo("mimetype");
            assertThat(entries.get(0).getMethod()).isEqualTo(ZipEntry.STORED);
            for (ZipEntry entry : entries) {
                String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                String was = new String(old.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text.equals(was))
                        .as(entry.getName())
                        .isEqualTo(!entry.getName().contains("a b"));
                assertThat(text.equals(was) || text.contains("one &lt;two&gt; &amp; \"three\""))
                        .isTrue();
            }
        }
    }

    @Test
    void footnotesAltAndTitlesAreVisibleAndUndone() throws IOException {
        write("p.html", "<body><p>Some words here.</p><img alt=\"a cat\" title='the cat' src=x></body>");
        write("p.md", "Some words here.\n");
        write("p.tex", "Some words here.\n");
        for (Carrier carrier : List.of(Carrier.FOOTNOTE, Carrier.ALT, Carrier.TITLE)) {
            int documents = carrier == Carrier.FOOTNOTE ? 3 : 1;
            Path marked = temporary.resolve(carrier.label());
            InsertionPlan plan = InsertionPlan.ofDocuments(TRAPS.subList(0, 1), KEY, documents)
                    .withCarrier(carrier);
            CorpusInsertion.of(plan).insert(List.of(in), marked, Progress.none());
            String page = Files.readString(marked.resolve("p.html"));
            assertThat(page).contains("one &lt;two&gt; &amp;");
            if (carrier == Carrier.FOOTNOTE) {
                assertThat(page)
                        .containsPattern(
                                "<sup><a href=\"#note-(n\\d+)\">\\[\\1]</a></sup>.*</p>\\n<p id=\"note-\\1\">");
                assertThat(Files.readString(marked.resolve("p.md")))
                        .containsPattern("(?s)\\[\\^(n\\d+)].*\\n\\n\\[\\^\\1]: one");
                assertThat(Files.readString(marked.resolve("p.tex"))).contains("\\footnote{one \\textless{}two");
            } else if (carrier == Carrier.ALT) {
                assertThat(page).contains("alt=\"a cat one &lt;two&gt; &amp; &quot;three&quot; 50% of_it\"");
            } else {
                assertThat(page).contains("title='the cat one &lt;two");
            }
            Path restored = temporary.resolve("restored-" + carrier.label());
            InsertionUndo.restore(marked.resolve("placements.jsonl"), List.of(marked), restored, Progress.none());
            assertThat(tree(restored)).isEqualTo(tree(in));
        }
    }

    @Test
    void neitherThreadsNorChunksNorOrderMatter() throws IOException {
        for (int i = 0; i < 5; i++) {
            corpus(i);
            StringBuilder rows = new StringBuilder();
            for (int j = 0; j < 200; j++) {
                rows.append("{\"id\":\"x")
                        .append(i)
                        .append('-')
                        .append(j)
                        .append("\",\"text\":\"some text of row ")
                        .append(j)
                        .append("\"}\n");
            }
            write("big" + i + ".jsonl", rows.toString());
        }
        List<Placement> one = CorpusInsertion.of(plan(60)).insert(List.of(in), out, Progress.none());
        Path other = temporary.resolve("threads");
        List<Path> files = new ArrayList<>();
        assertThat(CorpusInsertion.of(plan(60)).withThreads(4).insert(List.of(in), other, Progress.none()))
                .isEqualTo(one);
        assertThat(tree(other)).isEqualTo(tree(out));
        for (int i = 4; i >= 0; i--) {
            files.add(in.resolve("big" + i + ".jsonl"));
        }
        List<Placement> rows = CorpusInsertion.of(plan(30)).insert(files, temporary.resolve("r"), Progress.none());
        assertThat(rows.stream().map(Placement::document).distinct().count()).isEqualTo(30);
        JsonlFile file = new JsonlFile("big1.jsonl", in.resolve("big1.jsonl"));
        for (long chunk : List.of(7L, 100L, 1_000L, 1_000_000L)) {
            List<ChosenDocument> parts =
                    CorpusInsertion.of(plan(30)).withThreads(3).inChunks(file, chunk);
            assertThat(parts).isNotNull();
            assertThat(Assignment.of(plan(30), List.of(parts)).ofFile(file.name()))
                    .isEqualTo(Assignment.of(plan(30), List.of(file.scan(plan(30), Lanes.ONE)))
                            .ofFile(file.name()));
        }
    }

    @Test
    void fewerDocumentsAreASubsetInEveryFormat() throws IOException {
        corpus(5);
        Set<String> more = new HashSet<>();
        for (int documents = 12; documents > 0; documents -= 3) {
            Path folder = temporary.resolve("n" + documents);
            Set<String> chosen =
                    CorpusInsertion.of(plan(documents)).insert(List.of(in), folder, Progress.none()).stream()
                            .map(Placement::document)
                            .collect(Collectors.toSet());
            assertThat(chosen).hasSize(documents);
            assertThat(more.isEmpty() || more.containsAll(chosen)).isTrue();
            more = chosen;
        }
    }

    @Test
    void theDiffIsWhatChanges() throws IOException {
        write("a.txt", "first line\nsecond line\nthird\nfourth\nfifth\nsixth\nno end");
        write("b.jsonl", "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"b\",\"text\":\"x y\"}\n");
        InsertionPlan plan =
                InsertionPlan.ofDocuments(TRAPS.subList(1, 2), KEY, 2).withPosition(PositionPolicy.END);
        StringBuilder diff = new StringBuilder();
        CorpusInsertion.of(plan).preview(List.of(in), out, diff, Progress.none());
        assertThat(diff.toString()).isEqualTo("""
                --- a/a.txt
                +++ b/a.txt
                @@ -4,4 +4,4 @@
                 fourth
                 fifth
                 sixth
                -no end
                \\ No newline at end of file
                +no end four five six seven
                \\ No newline at end of file
                --- a/b.jsonl
                +++ b/b.jsonl
                @@ -2,1 +2,1 @@
                -{"id":"b","text":"x y"}
                +{"id":"b","text":"x y four five six seven"}
                """);
    }

    @Test
    void budgetsMakeDocumentsUnsuitable() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("word").append(i).append(i % 20 == 19 ? ".\n" : " ");
        }
        write("long.txt", text.toString());
        write("short.txt", "only a few words in this one here");
        InsertionPlan plan = InsertionPlan.ofDocuments(List.of(new Trap("t", "g", "a b c d e f g h i j k l")), KEY, 1)
                .withRepeats(3)
                .withBudget(FilterBudget.GOPHER);
        assertThat(CorpusInsertion.of(plan).insert(List.of(in), out, Progress.none()))
                .hasSize(3)
                .allMatch(placement -> placement.document().equals("long.txt"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorpusInsertion.of(plan.withRepeats(60))
                        .insert(List.of(in), temporary.resolve("no"), Progress.none()))
                .withMessageContaining("the input has 0");
    }

    @Test
    void changedFilesAreNotUndone() throws IOException {
        corpus(2);
        CorpusInsertion.of(plan(12)).insert(List.of(in), out, Progress.none());
        Path file = out.resolve("a.txt");
        Files.writeString(file, Files.readString(file).replace("Word", "word"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> InsertionUndo.restore(
                        out.resolve("placements.jsonl"), List.of(out), temporary.resolve("r"), Progress.none()))
                .withMessageContaining("a.txt: is not the file that the insertion wrote: the SHA-256 of ");
        Files.writeString(file, "x");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> InsertionUndo.restore(
                        out.resolve("placements.jsonl"), List.of(file), temporary.resolve("r"), Progress.none()))
                .withMessageContaining("a.txt: ends before the last trap");
        Files.writeString(out.resolve("new.txt"), "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsertionUndo.restore(
                        out.resolve("placements.jsonl"), List.of(out), temporary.resolve("r"), Progress.none()))
                .withMessageStartingWith("inputs must be files of the insertion, got new.txt");
    }

    @Test
    void plansThatNameDocumentsAreKept() throws IOException {
        corpus(7);
        InsertionPlan plan = InsertionPlan.ofRows(
                TRAPS,
                KEY,
                List.of(
                        new PlannedCopy("r3", "t0", 1),
                        new PlannedCopy("a.txt", "t1", 2),
                        new PlannedCopy("a.txt", "t0", 2)));
        assertThat(CorpusInsertion.of(plan).insert(List.of(in), out, Progress.none()).stream()
                        .map(placement -> placement.document() + placement.trap() + placement.copy()))
                .containsExactlyInAnyOrder("r3t01", "a.txtt12", "a.txtt02");
        InsertionPlan missing = InsertionPlan.ofRows(TRAPS, KEY, List.of(new PlannedCopy("nowhere", "t0", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CorpusInsertion.of(missing).insert(List.of(in), temporary.resolve("m"), Progress.none()))
                .withMessage("the plan names 1 documents, the input has 0 of them that are suitable;"
                        + " give the input that the plan was made for");
    }
}
