package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.traps.insertion.format.DocumentLayout;
import org.palimpsest.traps.insertion.format.Html;

/**
 * A book as EPUB: every XHTML part of its spine is a document with the id {@code name#part}, where the part is the path in the
 * archive. Entries that get no trap keep every byte.
 *
 * @param name under which it is written
 * @param input the file
 */
record Epub(String name, Path input) implements CorpusFile {
    private static final Html FORMAT = new Html(Html.Syntax.XML);
    private static final String CONTAINER = "META-INF/container.xml";

    @Override
    public List<String> ids() throws IOException {
        return spine(open()).stream().map(this::id).toList();
    }

    @Override
    public List<ChosenDocument> scan(InsertionPlan plan, Lanes lanes) throws IOException {
        ZipEntries archive = open();
        List<ChosenDocument> suitable = new ArrayList<>();
        DocumentMarker marker = new DocumentMarker(plan, FORMAT);
        List<ZipEntries.Entry> spine = spine(archive);
        for (int i = 0; i < spine.size(); i++) {
            String id = id(spine.get(i));
            SourceText source = SourceText.of(id, archive.content(spine.get(i)));
            if (plan.mayHave(id) && marker.suits(FORMAT.layout(source.text()), id, source.ascii())) {
                suitable.add(ChosenDocument.of(plan.streams(), id, name, i + 1L));
            }
        }
        return suitable;
    }

    private String id(ZipEntries.Entry entry) {
        return name + "#" + entry.name();
    }

    private ZipEntries open() throws IOException {
        ZipEntries archive = new ZipEntries(input.toString(), Files.readAllBytes(input));
        List<ZipEntries.Entry> entries = archive.entries();
        ZipEntries.Entry first =
                entries.stream().filter(entry -> entry.local() == 0).findFirst().orElse(null);
        if (first == null || !first.name().equals("mimetype") || first.method() != 0) {
            throw new CorruptInputException(
                    input.toString(),
                    "does not begin with an entry mimetype that is stored, as an EPUB does; mend the book");
        }
        return archive;
    }

    /** The XHTML parts in reading order, each once. */
    private List<ZipEntries.Entry> spine(ZipEntries archive) throws IOException {
        Map<String, ZipEntries.Entry> byName = new HashMap<>();
        archive.entries().forEach(entry -> byName.put(entry.name(), entry));
        Element root = xml(archive, byName, CONTAINER).selectFirst("rootfile[full-path]");
        if (root == null) {
            throw new CorruptInputException(input.toString(), CONTAINER + " names no package; mend the book");
        }
        String path = root.attr("full-path");
        Document book = xml(archive, byName, path);
        Map<String, Element> items = new HashMap<>();
        book.getElementsByTag("item").forEach(item -> items.put(item.attr("id"), item));
        List<ZipEntries.Entry> parts = new ArrayList<>();
        for (Element reference : book.getElementsByTag("itemref")) {
            Element item = items.get(reference.attr("idref"));
            if (item == null || !item.attr("media-type").equals("application/xhtml+xml")) {
                continue;
            }
            ZipEntries.Entry part = byName.get(resolve(path, item.attr("href")));
            if (part == null) {
                throw new CorruptInputException(
                        input.toString(),
                        path + " names the part " + item.attr("href") + ", which is missing; mend the book");
            }
            if (!parts.contains(part)) {
                parts.add(part);
            }
        }
        return parts;
    }

    private Document xml(ZipEntries archive, Map<String, ZipEntries.Entry> byName, String path) throws IOException {
        ZipEntries.Entry entry = byName.get(path);
        if (entry == null) {
            throw new CorruptInputException(input.toString(), "has no entry " + path + "; mend the book");
        }
        return Parser.xmlParser().parseInput(new String(archive.content(entry), StandardCharsets.UTF_8), "");
    }

    /** The path in the archive of a reference from a file in it. */
    private static String resolve(String from, String reference) {
        String folder = from.substring(0, from.lastIndexOf('/') + 1);
        String plain = URLDecoder.decode(reference.split("#", 2)[0].replace("+", "%2B"), StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        for (String part : (folder + plain).split("/", -1)) {
            if (part.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!part.equals(".") && !part.isEmpty()) {
                names.add(part);
            }
        }
        return String.join("/", names);
    }

    @Override
    public MarkedFile rewrite(
            InsertionPlan plan,
            Map<Long, Assignment.Ranked> chosen,
            MarkedOutput.Folder folder,
            ChangeListener changes,
            Lanes lanes)
            throws IOException {
        ZipEntries archive = open();
        List<ZipEntries.Entry> spine = spine(archive);
        DocumentMarker marker = new DocumentMarker(plan, FORMAT);
        List<Placement> placements = new ArrayList<>();
        List<ZipEntries.Change> changed = new ArrayList<>();
        for (int i = 0; i < spine.size(); i++) {
            Assignment.Ranked ranked = chosen.get(i + 1L);
            if (ranked == null) {
                continue;
            }
            String id = id(spine.get(i));
            SourceText source = SourceText.of(id, archive.content(spine.get(i)));
            DocumentLayout layout = FORMAT.layout(source.text());
            if (!marker.hasPlace(layout)) {
                throw CorpusFile.changed(input, i + 1L);
            }
            MarkedText marked =
                    marker.mark(layout, marker.places(layout), id, plan.copiesOf(ranked.rank()), source.ascii());
            placements.addAll(marked.placements());
            changes.changed(name + "/" + spine.get(i).name(), 1, source.text(), marked.splices());
            changed.add(new ZipEntries.Change(spine.get(i), source.with(marked.splices())));
        }
        try (MarkedOutput output = folder.open(name)) {
            Restoration restoration;
            try (OutputStream out = output.stream()) {
                EditedOutput edited = new EditedOutput(out);
                archive.write(changed, edited);
                restoration = edited.restoration(name, "");
            }
            output.commit();
            return new MarkedFile(placements, List.of(restoration));
        }
    }
}
