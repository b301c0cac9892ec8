package org.palimpsest.cli.story;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the auditor found, as scripts read it: the {@code result} of {@code palimpsest demo --json}. */
public final class StoryJson {
    private StoryJson() {}

    /**
     * The result, numbers at full precision.
     *
     * @param evidence what was found
     * @param plan the sizes of the story
     * @param facts what its folder holds
     * @return maps and lists that JSON can hold
     */
    public static Map<String, Object> of(StoryEvidence evidence, StoryPlan plan, StoryReportFacts facts) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(
                "suspects", evidence.suspects().stream().map(StoryJson::suspect).toList());
        result.put("reference", reference(evidence, plan));
        result.put("checks", List.of(check(StoryJsonRows.ofLength(evidence.lengthAgainstOrder()), plan)));
        result.put("alpha", plan.alpha());
        result.put("multipleTesting", "Holm over the suspects");
        result.put("seed", facts.seed());
        result.put("randomisation", evidence.randomisation().label());
        result.put("registryRoot", facts.registryRoot());
        result.put("orderCommitment", facts.orderCommitment());
        result.put("placements", facts.placements());
        result.put("seconds", evidence.seconds());
        result.put("wallSeconds", evidence.wallSeconds());
        result.put("files", facts.files());
        return result;
    }

    private static Map<String, Object> suspect(SuspectEvidence suspect) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", suspect.role().key());
        map.put("description", suspect.role().description());
        map.put("ghostsVerdict", suspect.ghostsVerdict().label());
        map.put("orderVerdict", suspect.orderVerdict().label());
        map.put("tests", maps(StoryJsonRows.of(suspect)));
        return map;
    }

    private static Map<String, Object> reference(StoryEvidence evidence, StoryPlan plan) {
        return check(StoryJsonRows.ofReference(evidence.referenceAlone()), plan);
    }

    /** Passed if the permutation p-value, which comes first, is above the level. */
    private static Map<String, Object> check(List<StoryJsonRow> tests, StoryPlan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("subject", tests.get(0).subject());
        map.put("passed", tests.get(0).log10P() > Math.log10(plan.alpha()));
        map.put("tests", maps(tests));
        return map;
    }

    private static List<Map<String, @Nullable Object>> maps(List<StoryJsonRow> tests) {
        return tests.stream().map(StoryJsonRow::toMap).toList();
    }
}
