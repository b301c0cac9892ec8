package org.palimpsest.corpus.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * A subject or an answer: an entity of the catalogue, or words that stand one after another.
 *
 * @param entity the entity, or null
 * @param forms the words of the name
 */
record FactName(@Nullable Entity entity, List<String> forms) {
    static FactName of(EntityCatalogue catalogue, String name) {
        List<Entity> bearers = catalogue.named(name);
        if (bearers.size() > 1) {
            throw new IllegalArgumentException("\"" + name + "\" names " + bearers.size()
                    + " entities; give one of their ids: "
                    + String.join(", ", bearers.stream().map(Entity::id).toList()));
        }
        Entity entity = bearers.isEmpty() ? null : bearers.get(0);
        return new FactName(entity, SearchWord.forms(entity == null ? name : entity.name()));
    }

    /** The documents that may have it. */
    Query query() {
        return entity == null
                ? new PhraseQuery(SearchFields.WORDS, forms.toArray(String[]::new))
                : new TermQuery(new Term(SearchFields.ENTITIES, entity.id()));
    }

    /** The words of all its names. */
    Set<String> words() {
        Set<String> words = new HashSet<>(forms);
        if (entity != null) {
            entity.surfaces().forEach(name -> words.addAll(SearchWord.forms(name)));
        }
        return words;
    }

    /** Where a text names it, in the order of the text. */
    List<WordSpan> spans(List<SearchWord> words, List<Mention> mentions, double leastScore) {
        return entity == null ? phrases(words) : mentioned(entity.id(), words, mentions, leastScore);
    }

    private List<WordSpan> phrases(List<SearchWord> words) {
        List<WordSpan> spans = new ArrayList<>();
        for (int from = 0; from + forms.size() <= words.size(); from++) {
            int same = 0;
            while (same < forms.size() && words.get(from + same).form().equals(forms.get(same))) {
                same++;
            }
            if (same == forms.size()) {
                spans.add(new WordSpan(from, from + same, 1));
            }
        }
        return spans;
    }

    private static List<WordSpan> mentioned(
            String id, List<SearchWord> words, List<Mention> mentions, double leastScore) {
        List<WordSpan> spans = new ArrayList<>();
        int at = 0;
        for (Mention mention : mentions) {
            if (mention.entity().equals(id) && mention.score() >= leastScore) {
                while (words.get(at).start() < mention.start()) {
                    at++;
                }
                int to = at;
                while (to < words.size() && words.get(to).end() <= mention.end()) {
                    to++;
                }
                spans.add(new WordSpan(at, to, mention.score()));
            }
        }
        return spans;
    }
}
