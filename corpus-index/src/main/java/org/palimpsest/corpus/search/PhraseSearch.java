package org.palimpsest.corpus.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.ScoreDoc;

/**
 * Search for phrases as strings: whole words one after another, in any case, whatever they mean. What entity postings are
 * compared with.
 */
public final class PhraseSearch {
    private PhraseSearch() {}

    /**
     * The documents that have every phrase.
     *
     * @param index the corpus
     * @param phrases each at least one word
     * @return their ids in the order of the corpus
     * @throws IOException if the index cannot be read
     */
    public static List<String> all(SearchIndex index, List<String> phrases) throws IOException {
        return search(index, phrases, Occur.MUST);
    }

    /**
     * The documents that have any phrase.
     *
     * @param index the corpus
     * @param phrases each at least one word
     * @return their ids in the order of the corpus
     * @throws IOException if the index cannot be read
     */
    public static List<String> any(SearchIndex index, List<String> phrases) throws IOException {
        return search(index, phrases, Occur.SHOULD);
    }

    private static List<String> search(SearchIndex index, List<String> phrases, Occur occur) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String phrase : phrases) {
            query.add(
                    new PhraseQuery(SearchFields.WORDS, SearchWord.forms(phrase).toArray(String[]::new)), occur);
        }
        List<String> ids = new ArrayList<>();
        // Equal scores, so that hits stand in the order of documents.
        for (ScoreDoc hit : index.searcher()
                .search(new ConstantScoreQuery(query.build()), Math.max(1, index.documents()))
                .scoreDocs) {
            ids.add(index.document(hit.doc).id());
        }
        return ids;
    }
}
