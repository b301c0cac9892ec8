package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.attack.AttackEvaluation;
import org.palimpsest.inference.attack.BlindResult;
import org.palimpsest.inference.attack.MembershipAttack;
import org.palimpsest.inference.attack.ScoreTable;
import org.palimpsest.inference.attack.ScoredText;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.provenance.dataset.ClusterTest;
import org.palimpsest.provenance.dataset.Clusters;
import org.palimpsest.provenance.dataset.CollectionTest;
import org.palimpsest.provenance.dataset.DatasetInferenceTest;
import org.palimpsest.provenance.dataset.FeatureRows;
import org.palimpsest.provenance.dataset.GuidedPromptTest;
import org.palimpsest.provenance.dataset.Peakedness;
import org.palimpsest.provenance.dataset.Units;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.TestResult;

/**
 * The tests of {@code provenance dataset} that read score rows of two sets.
 *
 * @param sets the texts
 * @param group field that names what belongs together, or null
 * @param permutations B
 * @param seed of splits and permutations
 * @param alpha level of the verdict
 * @param evaluation runs the blind baselines
 */
record SetTests(
        SetTexts sets, @Nullable String group, int permutations, long seed, double alpha, AttackEvaluation evaluation) {
    private static final String AREA = "area under the ROC curve";

    SetFinding inference(List<MembershipAttack> attacks, DatasetInferenceTest.Design design) {
        ScoreTable table = ScoreTable.of(sets.texts(), attacks);
        DatasetInferenceTest.Result result = DatasetInferenceTest.withDefaults()
                .with(design)
                .withPermutations(permutations)
                .withSeed(seed)
                .test(FeatureRows.of(table), sets.suspect(), sets.clusters(group));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("design", design.label());
        details.put(
                "features",
                table.columns().stream().map(ScoreTable.Column::attack).toList());
        details.put(
                "refused",
                table.refused().stream()
                        .map(refusal -> refusal.attack() + ": " + refusal.reason())
                        .toList());
        details.put("trainingTexts", result.trainingTexts());
        details.put("heldTexts", result.heldTexts());
        return finding(SetTestName.INFERENCE, result.test(), result.units(), result.log10Floor(), details, List.of());
    }

    SetFinding collection(MembershipAttack attack, String document) {
        List<Integer> scored = new ArrayList<>();
        ScoreTable table = ScoreTable.of(sets.texts(), List.of(attack));
        double[] values = table.columns().isEmpty()
                ? new double[0]
                : table.columns().get(0).values();
        List<@Nullable String> documents = sets.fields(document);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i]) && documents.get(i) != null) {
                scored.add(i);
            }
        }
        SetTexts kept = sets.only(scored);
        CollectionTest.Result result = CollectionTest.withDefaults()
                .withPermutations(permutations, seed)
                .test(
                        scored.stream().mapToDouble(i -> values[i]).toArray(),
                        kept.fields(document).stream().map(String::valueOf).toList(),
                        kept.suspect(),
                        group == null ? kept.fields("") : kept.fields(group));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("score", attack.name());
        details.put("paragraphs", result.paragraphs());
        details.put("leftOut", sets.texts().size() - scored.size());
        return finding(SetTestName.COLLECTION, result.test(), result.units(), result.log10Floor(), details, List.of());
    }

    SetFinding cdd(Peakedness peakedness) {
        List<Integer> scored = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        Map<String, Integer> words = SetTexts.vocabulary();
        for (int i = 0; i < sets.texts().size(); i++) {
            Map<String, ScoreRow> variants = new TreeMap<>(sets.texts().get(i).variants());
            ScoreRow greedy = variants.remove("generation:greedy");
            if (greedy != null && !variants.isEmpty()) {
                scored.add(i);
                peaks.add(peakedness.of(
                        SetTexts.tokens(greedy, words),
                        variants.values().stream()
                                .map(row -> SetTexts.tokens(row, words))
                                .toList()));
            }
        }
        require(scored, "variants generation:greedy and generation:N");
        SetTexts kept = sets.only(scored);
        double[] values = peaks.stream().mapToDouble(Double::doubleValue).toArray();
        Clusters clusters = kept.clusters(group);
        TestResult test = new ClusterTest(permutations, seed).ofScores(values, kept.suspect(), clusters);
        Units units = Units.of(kept.suspect(), clusters);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("peakSuspect", mean(values, kept.suspect(), true));
        details.put("peakOther", mean(values, kept.suspect(), false));
        double[] flagged = Arrays.stream(values)
                .map(peak -> peak > Peakedness.PUBLISHED_THRESHOLD ? 1 : 0)
                .toArray();
        details.put("publishedFlagsSuspect", mean(flagged, kept.suspect(), true));
        details.put("publishedFlagsOther", mean(flagged, kept.suspect(), false));
        details.put("leftOut", sets.texts().size() - scored.size());
        return finding(
                SetTestName.CDD,
                test,
                units,
                units.log10Floor(permutations),
                details,
                List.of(
                        "a peaked answer is a learnt answer, or a task with few answers: controls must be of the same task"));
    }

    SetFinding guided() {
        List<Integer> scored = new ArrayList<>();
        List<double[]> overlaps = new ArrayList<>();
        for (int i = 0; i < sets.texts().size(); i++) {
            ScoredText text = sets.texts().get(i);
            List<String> words = SetTexts.words(text.base().text());
            List<String> rest = words.subList(words.size() / 2, words.size());
            double guided = overlap(text, "guided:", rest);
            double general = overlap(text, "general:", rest);
            if (!rest.isEmpty() && !Double.isNaN(guided) && !Double.isNaN(general)) {
                scored.add(i);
                overlaps.add(new double[] {guided, general});
            }
        }
        require(scored, "a text and variants guided:N and general:N");
        SetTexts kept = sets.only(scored);
        boolean[] suspect = kept.suspect();
        double[] guided = overlaps.stream().mapToDouble(pair -> pair[0]).toArray();
        double[] general = overlaps.stream().mapToDouble(pair -> pair[1]).toArray();
        Clusters clusters = kept.clusters(group);
        GuidedPromptTest test = GuidedPromptTest.withDefaults().withPermutations(permutations, seed);
        Units units = Units.of(suspect, clusters);
        TestResult result = test.againstControls(guided, general, suspect, clusters);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("overlapGuidedSuspect", mean(guided, suspect, true));
        details.put("overlapGeneralSuspect", mean(general, suspect, true));
        details.put("overlapGuidedOther", mean(guided, suspect, false));
        details.put("overlapGeneralOther", mean(general, suspect, false));
        details.put("nameHelpsSuspects", StatedTest.json(suspectsAlone(test, kept, guided, general)));
        details.put("leftOut", sets.texts().size() - scored.size());
        return finding(
                SetTestName.GUIDED,
                result,
                units,
                units.log10Floor(permutations),
                details,
                List.of(
                        "a name can help a model that never saw the items, by telling it their style; nameHelpsSuspects alone is no"
                                + " evidence"));
    }

    private TestResult suspectsAlone(GuidedPromptTest test, SetTexts kept, double[] guided, double[] general) {
        List<Integer> places = new ArrayList<>();
        boolean[] suspect = kept.suspect();
        for (int i = 0; i < suspect.length; i++) {
            if (suspect[i]) {
                places.add(i);
            }
        }
        return test.paired(
                places.stream().mapToDouble(i -> guided[i]).toArray(),
                places.stream().mapToDouble(i -> general[i]).toArray(),
                kept.only(places).clusters(group));
    }

    private static double overlap(ScoredText text, String variants, List<String> rest) {
        return text.variants().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(variants))
                .sorted(Map.Entry.comparingByKey())
                .mapToDouble(entry -> GuidedPromptTest.rougeL(
                        rest, SetTexts.words(entry.getValue().text())))
                .average()
                .orElse(Double.NaN);
    }

    private static void require(List<Integer> scored, String what) {
        if (scored.isEmpty()) {
            throw new IllegalArgumentException("no text has " + what);
        }
    }

    private static double mean(double[] values, boolean[] suspect, boolean kind) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            sum += suspect[i] == kind ? values[i] : 0;
            count += suspect[i] == kind ? 1 : 0;
        }
        return count == 0 ? 0 : sum / count;
    }

    private SetFinding finding(
            SetTestName name,
            TestResult test,
            Units units,
            double log10Floor,
            Map<String, Object> details,
            List<String> limits) {
        AttackEvaluation.Result baselines = evaluation.evaluate(sets.texts(), new ScoreTable(List.of(), List.of()));
        List<BlindResult> blind = baselines.blind();
        boolean confounded = blind.stream().anyMatch(BlindResult::confounds);
        Conclusion conclusion =
                units.conclude(test, log10Floor, alpha, confounded ? Randomisation.REFUTED : Randomisation.UNVERIFIED);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("suspectTexts", sets.suspects());
        all.put("otherTexts", sets.texts().size() - sets.suspects());
        all.put("unlabelled", sets.unlabelled());
        all.put("suspectUnits", units.suspect());
        all.put("otherUnits", units.other());
        all.put("smallestLog10P", log10Floor);
        all.putAll(details);
        all.put(
                "blindRefused",
                baselines.refused().stream()
                        .map(refusal -> refusal.attack() + ": " + refusal.reason())
                        .toList());
        List<String> known = new ArrayList<>(limits);
        known.add(
                blind.isEmpty()
                        ? "no blind baseline was run: nothing speaks for the sets differing in membership alone"
                        : "blind baselines that find nothing do not show that the sets differ in membership alone");
        if (group == null) {
            known.add("every text counts for itself; name what belongs together with --group");
        }
        return new SetFinding(name, AREA, conclusion, all, blind, known);
    }
}
