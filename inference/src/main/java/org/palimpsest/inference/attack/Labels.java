package org.palimpsest.inference.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which texts are members, and which belong together.
 *
 * @param texts indices of the labelled texts
 * @param members for each of them whether it is a member
 * @param groups for each of them the number of its group; empty if every text is on its own
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package; shared and not changed
record Labels(int[] texts, boolean[] members, int[] groups) {
    /** The labels of texts; a text without the field is a group of its own. */
    static Labels of(List<ScoredText> texts, @Nullable String groupField) {
        List<Integer> labelled = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).label() != null) {
                labelled.add(i);
            }
        }
        int[] indices = labelled.stream().mapToInt(Integer::intValue).toArray();
        boolean[] members = new boolean[indices.length];
        int[] groups = new int[groupField == null ? 0 : indices.length];
        Map<String, Integer> numbers = new HashMap<>();
        int next = 0;
        for (int i = 0; i < indices.length; i++) {
            ScoredText text = texts.get(indices[i]);
            Integer label = text.label();
            members[i] = label != null && label == 1;
            if (groupField != null) {
                String group = text.base().fields().get(groupField);
                Integer known = group == null ? null : numbers.get(group);
                groups[i] = known == null ? next++ : known;
                if (group != null && known == null) {
                    numbers.put(group, groups[i]);
                }
            }
        }
        return new Labels(indices, members, groups);
    }

    int memberCount() {
        int count = 0;
        for (boolean member : members) {
            count += member ? 1 : 0;
        }
        return count;
    }

    int nonMemberCount() {
        return members.length - memberCount();
    }

    /** Whether a group holds members and non-members. */
    boolean mixed() {
        Map<Integer, Boolean> first = new HashMap<>();
        for (int i = 0; i < groups.length; i++) {
            Boolean other = first.putIfAbsent(groups[i], members[i]);
            if (other != null && other != members[i]) {
                return true;
            }
        }
        return false;
    }

    /** Groups that keep one label under permutation; empty if texts are permuted one by one. */
    int[] permutedGroups() {
        return mixed() ? new int[0] : groups;
    }

    /** The labels of some of these texts, by their places here. */
    Labels only(List<Integer> places) {
        int[] indices = new int[places.size()];
        boolean[] chosen = new boolean[places.size()];
        int[] belonging = new int[groups.length == 0 ? 0 : places.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = texts[places.get(i)];
            chosen[i] = members[places.get(i)];
            if (belonging.length > 0) {
                belonging[i] = groups[places.get(i)];
            }
        }
        return new Labels(indices, chosen, belonging);
    }
}
