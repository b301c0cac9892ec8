package org.palimpsest.corpus.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names, word by word, each with the entities that bear it. */
final class NameTrie {
    private final Node root = new Node();

    /**
     * A name found in a text.
     *
     * @param from its first word
     * @param to one after its last
     * @param bearers the entities of that name
     */
    record Hit(int from, int to, List<Entity> bearers) {}

    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private List<Entity> bearers = List.of();
    }

    NameTrie(Map<List<String>, List<Entity>> names) {
        names.forEach(this::add);
    }

    private void add(List<String> name, List<Entity> bearers) {
        Node node = root;
        for (String word : name) {
            node = node.next.computeIfAbsent(word, key -> new Node());
        }
        node.bearers = List.copyOf(bearers);
    }

    /** The names in a text from left to right: at each word the longest, then on behind it. */
    List<Hit> find(List<SearchWord> words) {
        List<Hit> hits = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Hit hit = longest(words, at);
            if (hit == null) {
                at++;
            } else {
                hits.add(hit);
                at = hit.to();
            }
        }
        return hits;
    }

    private @Nullable Hit longest(List<SearchWord> words, int from) {
        Hit longest = null;
        Node node = root.next.get(words.get(from).form());
        for (int to = from + 1; node != null; to++) {
            if (!node.bearers.isEmpty()) {
                longest = new Hit(from, to, node.bearers);
            }
            node = to < words.size() ? node.next.get(words.get(to).form()) : null;
        }
        return longest;
    }
}
