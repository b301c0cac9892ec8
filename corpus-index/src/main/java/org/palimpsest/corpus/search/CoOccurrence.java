package org.palimpsest.corpus.search;

import java.util.ArrayList;
import java.util.List;

/** Documents in which mentions of two entities stand. */
final class CoOccurrence {
    private CoOccurrence() {}

    /** Walks through both lists at once; each is in the order of documents, then of places. */
    static List<Integer> of(List<EntityPosting> first, List<EntityPosting> second, int within) {
        List<Integer> documents = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < first.size() && j < second.size()) {
            int document = first.get(i).document();
            int other = second.get(j).document();
            if (document < other) {
                i++;
            } else if (document > other) {
                j++;
            } else {
                int ends = endOf(first, i);
                int endsOther = endOf(second, j);
                if (near(first.subList(i, ends), second.subList(j, endsOther), within)) {
                    documents.add(document);
                }
                i = ends;
                j = endsOther;
            }
        }
        return documents;
    }

    private static int endOf(List<EntityPosting> postings, int from) {
        int to = from;
        while (to < postings.size()
                && postings.get(to).document() == postings.get(from).document()) {
            to++;
        }
        return to;
    }

    private static boolean near(List<EntityPosting> first, List<EntityPosting> second, int within) {
        int j = 0;
        for (EntityPosting mention : first) {
            while (j < second.size()
                    && second.get(j).end() <= mention.start()
                    && mention.start() - second.get(j).end() > within) {
                j++;
            }
            if (j < second.size() && second.get(j).start() - mention.end() <= within) {
                return true;
            }
        }
        return false;
    }
}
