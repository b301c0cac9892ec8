package org.palimpsest.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentFormat;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.SourceDocument;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.ListedFile;

/**
 * A file of a corpus.
 *
 * @param number its place in the corpus, from 0
 * @param path its path or URI
 * @param name its path in the folder that was given, or its own name; the id of a text that is one document
 */
record CorpusSource(int number, String path, String name) implements Serializable {
    /** Files that were given, and those of documents in folders, in the order in which one machine reads them. */
    static List<ListedFile> list(ClusterFiles files, List<String> roots) throws IOException {
        List<ListedFile> found = new ArrayList<>();
        for (String root : roots) {
            List<ListedFile> listed = files.list(List.of(root));
            boolean single = listed.size() == 1 && isNamed(listed.get(0), root);
            List<ListedFile> documents = single
                    ? listed
                    : listed.stream()
                            .filter(file -> DocumentFormat.of(file.name()) != null)
                            .toList();
            if (documents.isEmpty()) {
                throw new IllegalArgumentException("inputs must hold 1 file of documents or more, got 0 in " + root);
            }
            found.addAll(documents);
        }
        return found;
    }

    private static boolean isNamed(ListedFile file, String root) {
        String own = root.substring(root.lastIndexOf('/') + 1);
        return file.name().equals(own)
                && file.path().endsWith("/" + own)
                && !file.path().endsWith(own + "/" + own);
    }

    static List<CorpusSource> of(List<ListedFile> listed) {
        List<CorpusSource> sources = new ArrayList<>();
        for (ListedFile file : listed) {
            sources.add(new CorpusSource(sources.size(), file.path(), file.name()));
        }
        return sources;
    }

    /** Opens the file, which lies on disk here. */
    DocumentReader open(Path local) throws IOException {
        return DocumentReader.open(local, name, DocumentReader.Options.defaults());
    }

    /** The documents of a reader, which stays the caller's to close. */
    static DocumentStream stream(DocumentReader reader) {
        return () -> next(reader);
    }

    private static @Nullable SourceDocument next(DocumentReader reader) throws IOException {
        Document document = reader.read();
        return document == null ? null : new SourceDocument(reader.file().toString(), reader.line(), document);
    }
}
