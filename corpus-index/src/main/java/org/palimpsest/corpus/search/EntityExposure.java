package org.palimpsest.corpus.search;

/**
 * How often a corpus names an entity up to a point of training.
 *
 * @param documents that name it, counted once at their first training
 * @param mentions in these documents
 */
public record EntityExposure(long documents, long mentions) {}
