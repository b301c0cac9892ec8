package org.palimpsest.corpus.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the entities that a text names. Names are whole words, compared with case folded, the longest one first, from left
 * to right without overlap. A name that one entity bears means that entity, with score 1. A name that several bear is
 * shared out by evidence: an entity has {@code e = 2·[the document names it unmistakably] + (distinct words of its context
 * within 25 words of the name)}; where that is equal for all bearers, the words of the whole document count instead; its
 * score is {@code exp(e)} over the sum of all bearers'. Scores below {@value #LEAST} are left out. The rule is fixed, so the
 * result is too. Cost: linear in the words, times the bearers of shared names.
 */
public final class EntityLinker {
    /** Scores below are not worth a posting. */
    static final double LEAST = 0.05;

    private static final int WINDOW = 25;
    private static final int NAMED_ELSEWHERE = 2;

    private final NameTrie names;
    private final Map<String, Set<String>> context = new HashMap<>();

    private EntityLinker(EntityCatalogue catalogue) {
        this.names = new NameTrie(catalogue.names());
        catalogue.entities().forEach(entity -> context.put(entity.id(), entity.contextForms()));
    }

    /**
     * A linker of a catalogue's entities.
     *
     * @param catalogue the entities
     * @return the linker
     */
    public static EntityLinker of(EntityCatalogue catalogue) {
        return new EntityLinker(catalogue);
    }

    /**
     * The entities of a text.
     *
     * @param text any text
     * @return its mentions by place, those of one place by falling score, then in the catalogue's order
     */
    public List<Mention> link(String text) {
        return link(SearchWord.of(text));
    }

    List<Mention> link(List<SearchWord> words) {
        List<NameTrie.Hit> hits = names.find(words);
        Set<String> unmistakable = new HashSet<>();
        for (NameTrie.Hit hit : hits) {
            if (hit.bearers().size() == 1) {
                unmistakable.add(hit.bearers().get(0).id());
            }
        }
        boolean shared = hits.stream().anyMatch(hit -> hit.bearers().size() > 1);
        Set<String> document = shared ? forms(words, 0, words.size()) : Set.of();
        List<Mention> mentions = new ArrayList<>();
        for (NameTrie.Hit hit : hits) {
            int start = words.get(hit.from()).start();
            int end = words.get(hit.to() - 1).end();
            if (hit.bearers().size() == 1) {
                mentions.add(new Mention(hit.bearers().get(0).id(), start, end, 1, MentionSource.ONLY_BEARER));
            } else {
                Set<String> near = forms(words, hit.from() - WINDOW, hit.to() + WINDOW);
                int[] evidence = evidence(hit.bearers(), near, unmistakable);
                mentions.addAll(share(
                        hit.bearers(),
                        allEqual(evidence) ? evidence(hit.bearers(), document, unmistakable) : evidence,
                        unmistakable,
                        start,
                        end));
            }
        }
        return mentions;
    }

    private static List<Mention> share(
            List<Entity> bearers, int[] evidence, Set<String> unmistakable, int start, int end) {
        double sum = 0;
        int most = 0;
        for (int value : evidence) {
            most = Math.max(most, value);
        }
        for (int value : evidence) {
            sum += Math.exp(value - most);
        }
        List<Mention> shares = new ArrayList<>();
        for (int i = 0; i < evidence.length; i++) {
            double score = Math.exp(evidence[i] - most) / sum;
            String id = bearers.get(i).id();
            if (score >= LEAST) {
                shares.add(new Mention(id, start, end, score, source(unmistakable.contains(id), evidence[i])));
            }
        }
        shares.sort(Comparator.comparingDouble(Mention::score).reversed());
        return shares;
    }

    private static MentionSource source(boolean unmistakable, int evidence) {
        if (unmistakable) {
            return MentionSource.DOCUMENT;
        }
        return evidence > 0 ? MentionSource.CONTEXT : MentionSource.SHARED_NAME;
    }

    private static Set<String> forms(List<SearchWord> words, int from, int to) {
        Set<String> forms = new HashSet<>();
        for (SearchWord word : words.subList(Math.max(0, from), Math.min(words.size(), to))) {
            forms.add(word.form());
        }
        return forms;
    }

    private int[] evidence(List<Entity> bearers, Set<String> around, Set<String> unmistakable) {
        int[] evidence = new int[bearers.size()];
        for (int i = 0; i < evidence.length; i++) {
            String id = bearers.get(i).id();
            for (String word : Objects.requireNonNull(context.get(id))) {
                evidence[i] += around.contains(word) ? 1 : 0;
            }
            evidence[i] += unmistakable.contains(id) ? NAMED_ELSEWHERE : 0;
        }
        return evidence;
    }

    private static boolean allEqual(int[] values) {
        for (int value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
