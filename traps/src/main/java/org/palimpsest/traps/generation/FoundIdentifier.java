package org.palimpsest.traps.generation;

/**
 * An identifier in published text.
 *
 * @param text the identifier as written
 * @param format its format
 * @param document id of the document where it stands first
 * @param offset where it begins there, in UTF-16 units
 * @param documents number of documents that have it
 */
public record FoundIdentifier(String text, IdentifierFormat format, String document, int offset, int documents) {}
