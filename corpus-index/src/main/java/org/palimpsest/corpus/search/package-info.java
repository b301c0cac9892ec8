/**
 * Search for people: which documents of a corpus name an entity, and which passages state a fact. BM25 and postings of
 * entities stand in one Lucene index; homonyms are told apart by words that the catalogue gives with each entity. What is
 * found is a statement in the training text, never the cause of what a model says.
 *
 * <pre>{@code
 * EntityCatalogue catalogue = EntityCatalogue.read(Path.of("entities.jsonl"));
 * SearchIndexBuilder.withDefaults().with(catalogue).build(documents, Path.of("index/palimpsest-search"), Existing.REFUSE);
 * try (SearchIndex index = SearchIndex.open(Path.of("index/palimpsest-search"))) {
 *     Fact fact = new Fact("Ada Lovelace", "London", "Where was she born?");
 *     FactTrace.withDefaults().trace(index, fact).passages().forEach(passage -> show(passage.id(), passage.text()));
 * }
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.search;

import org.jspecify.annotations.NullMarked;
