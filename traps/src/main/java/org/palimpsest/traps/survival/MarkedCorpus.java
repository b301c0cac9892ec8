package org.palimpsest.traps.survival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.Trap;

/**
 * Published files with what a placement file says about them: every copy stands verbatim at its offset. A trap whose text is a
 * key, by which a whole document is written anew, has no such place; its copy is all look-alike letters of the document. Where
 * the key changed no letter there is nothing that a pipeline could take, and the copy is not counted. Memory grows with the placements.
 */
public final class MarkedCorpus implements MarkedSource {
    private final Deque<Path> files;
    private final Map<String, Trap> traps = new HashMap<>();
    private final Map<String, List<Placement>> placements = new HashMap<>();
    private @Nullable DocumentReader reader;

    private MarkedCorpus(List<Path> files, List<Trap> traps, List<Placement> placements) {
        this.files = new ArrayDeque<>(files);
        traps.forEach(trap -> this.traps.put(trap.id(), trap));
        placements.forEach(placement -> this.placements
                .computeIfAbsent(placement.document(), id -> new ArrayList<>())
                .add(placement));
    }

    /**
     * Opens files.
     *
     * @param files documents with their traps, in the order in which pipelines see them
     * @param traps the traps that were published
     * @param placements where they stand
     * @return the documents
     * @throws IllegalArgumentException if a placement names a trap that is not among them
     */
    public static MarkedCorpus open(List<Path> files, List<Trap> traps, List<Placement> placements) {
        MarkedCorpus corpus = new MarkedCorpus(files, traps, placements);
        for (Placement placement : placements) {
            if (!corpus.traps.containsKey(placement.trap())) {
                throw new IllegalArgumentException("placements must name traps of the registry, got \""
                        + placement.trap() + "\" in document " + placement.document());
            }
        }
        return corpus;
    }

    @Override
    public @Nullable MarkedDocument read() throws IOException {
        while (true) {
            if (reader == null) {
                if (files.isEmpty()) {
                    requireAllFound();
                    return null;
                }
                reader = DocumentReader.open(files.removeFirst());
            }
            Document document = reader.read();
            if (document != null) {
                return marked(document, reader.file());
            }
            reader.close();
            reader = null;
        }
    }

    private void requireAllFound() throws CorruptInputException {
        requireNone(placements.keySet());
    }

    /**
     * Refuses placements in documents that the input lacks.
     *
     * @param missing ids of documents that placements name and the input lacks
     * @throws CorruptInputException if there is one; the message names the first
     */
    public static void requireNone(Set<String> missing) throws CorruptInputException {
        if (!missing.isEmpty()) {
            String first = missing.stream().min(Comparator.naturalOrder()).orElseThrow();
            throw new CorruptInputException(
                    "placements",
                    "name " + missing.size() + " documents that the input lacks, such as \"" + first
                            + "\"; give all files that traps insert wrote");
        }
    }

    /** The first document of an id is the one that was marked. */
    private MarkedDocument marked(Document document, Path file) throws CorruptInputException {
        List<Placement> found = placements.remove(document.id());
        if (found == null) {
            return MarkedDocument.of(document.id(), document.text());
        }
        List<Placement> ascending = new ArrayList<>(found);
        ascending.sort(Comparator.comparingInt(Placement::offset));
        List<Mark> marks = new ArrayList<>();
        List<MarkedCopy> copies = new ArrayList<>();
        for (Placement placement : ascending) {
            Trap trap = traps.get(placement.trap());
            if (trap == null) {
                throw new IllegalStateException("trap " + placement.trap() + " was checked and is missing");
            }
            List<Mark> own = marks(document.text(), trap, placement, copies.size());
            if (own.isEmpty()) {
                if (isUnchanged(document.text(), trap, placement)) {
                    continue;
                }
                throw new CorruptInputException(
                        file.toString(),
                        "document " + document.id() + " does not hold copy " + placement.copy() + " of " + trap.id()
                                + " at offset " + placement.offset()
                                + "; give the files that traps insert wrote together with this placement file");
            }
            marks.addAll(own);
            int units = new MarkedText(document.text(), own).units(copies.size() + 1)[copies.size()];
            copies.add(new MarkedCopy(trap.id(), trap.family(), placement.copy(), units));
        }
        return new MarkedDocument(document.id(), new MarkedText(document.text(), marks), copies);
    }

    private static List<Mark> marks(String text, Trap trap, Placement placement, int index) {
        int offset = placement.offset();
        String copy = trap.copyText(placement.copy());
        if (offset >= 0 && text.startsWith(copy, offset)) {
            return List.of(new Mark(offset, offset + copy.length(), index));
        }
        List<Mark> letters = new ArrayList<>();
        for (int i = 0; i < text.length() && isOfKey(trap, placement); i++) {
            if (LookAlikeRule.isTwin(text.charAt(i))) {
                letters.add(new Mark(i, i + 1, index));
            }
        }
        return letters;
    }

    /** Whether a document is as its key writes it although no letter of it changed: a copy without a mark to follow. */
    private static boolean isUnchanged(String text, Trap trap, Placement placement) {
        return isOfKey(trap, placement) && LookAlikes.isWrittenUnder(text, trap.copyText(placement.copy()));
    }

    private static boolean isOfKey(Trap trap, Placement placement) {
        return placement.offset() == 0 && trap.family().equals(LookAlikeFamily.NAME);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
