package org.palimpsest.corpus.index;

import org.palimpsest.corpus.Document;

/**
 * A document and where it was read.
 *
 * @param path the file
 * @param line its line from 1, or 0 where a file is one document
 * @param document the document
 */
public record SourceDocument(String path, long line, Document document) {}
