package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The longest exact matches of texts with documents that are read one after another: a suffix automaton (Blumer et al. 1985)
 * of the texts written backwards, through which the documents run backwards. A state stands for the beginnings of some places
 * of the texts; what a document reaches there holds for all of them, and its suffix links for their shorter beginnings. About
 * 150 bytes a token of the texts; time linear in texts and documents.
 */
final class MatchAutomaton {
    private final List<int[]> texts;
    private final Transitions transitions;
    private final int[] lengths;
    private final int[] links;
    /** The longest match that ended in a state. */
    private final int[] reached;
    /** The state of every place, in the order in which the texts were read. */
    private final int[] states;

    private int size = 1;
    private int last;

    private MatchAutomaton(List<int[]> texts) {
        this.texts = texts;
        int tokens = texts.stream().mapToInt(text -> text.length + 1).sum();
        this.transitions = new Transitions(2 * tokens + 1, 3 * tokens + 1);
        this.lengths = new int[2 * tokens + 1];
        this.links = new int[2 * tokens + 1];
        this.reached = new int[2 * tokens + 1];
        this.states = new int[tokens];
        links[0] = -1;
    }

    static MatchAutomaton of(List<int[]> texts) {
        MatchAutomaton automaton = new MatchAutomaton(texts);
        int place = 0;
        int separator = Integer.MIN_VALUE;
        for (int[] text : texts) {
            for (int i = text.length - 1; i >= 0; i--) {
                automaton.append(text[i]);
                automaton.states[place++] = automaton.last;
            }
            automaton.append(separator++);
            place++;
        }
        return automaton;
    }

    private void append(int token) {
        int added = size++;
        lengths[added] = lengths[last] + 1;
        int at = last;
        while (at >= 0 && transitions.get(at, token) < 0) {
            transitions.put(at, token, added);
            at = links[at];
        }
        links[added] = at < 0 ? 0 : split(at, token);
        last = added;
    }

    /** The state of exactly what {@code at} and the token spell; parts it from a longer one if need be. */
    private int split(int at, int token) {
        int next = transitions.get(at, token);
        if (lengths[next] == lengths[at] + 1) {
            return next;
        }
        int part = size++;
        lengths[part] = lengths[at] + 1;
        links[part] = links[next];
        transitions.copy(next, part);
        links[next] = part;
        for (int from = at; from >= 0 && transitions.get(from, token) == next; from = links[from]) {
            transitions.put(from, token, part);
        }
        return part;
    }

    /** Takes in a document. */
    void read(int[] document) {
        int state = 0;
        int length = 0;
        for (int i = document.length - 1; i >= 0; i--) {
            int next = transitions.get(state, document[i]);
            while (next < 0 && state > 0) {
                state = links[state];
                length = lengths[state];
                next = transitions.get(state, document[i]);
            }
            if (next >= 0) {
                state = next;
                length++;
                reached[state] = Math.max(reached[state], length);
            }
        }
    }

    /** For each text and each of its tokens how long the longest match from there on is, 0 below {@code least}. */
    List<int[]> lengths(int least) {
        int[] longest = longest();
        List<int[]> found = new ArrayList<>();
        int place = 0;
        for (int[] text : texts) {
            int[] each = new int[text.length];
            for (int i = text.length - 1; i >= 0; i--) {
                int length = longest[states[place++]];
                each[i] = length < least ? 0 : length;
            }
            found.add(each);
            place++;
        }
        return found;
    }

    private int[] longest() {
        int[] byLength = byLength();
        int[] longest = Arrays.copyOf(reached, size);
        for (int i = size - 1; i > 0; i--) {
            int state = byLength[i];
            if (longest[state] > 0) {
                longest[links[state]] = lengths[links[state]];
            }
        }
        for (int state : byLength) {
            if (state > 0 && longest[state] == 0) {
                longest[state] = longest[links[state]];
            }
        }
        return longest;
    }

    /** The states from the shortest to the longest: links lead to earlier ones. */
    private int[] byLength() {
        int[] starts = new int[lengths[last] + 2];
        for (int state = 0; state < size; state++) {
            starts[lengths[state] + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] sorted = new int[size];
        for (int state = 0; state < size; state++) {
            sorted[starts[lengths[state]]++] = state;
        }
        return sorted;
    }
}
