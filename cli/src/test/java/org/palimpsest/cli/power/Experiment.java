package org.palimpsest.cli.power;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;

/** The runs of the experiment, seed by seed. What is in the folder is not done again. */
final class Experiment {
    /** Models of a seed that see the attacked corpus, by what the trainer does to it. */
    static final List<String> ATTACKS = List.of("none", "perplexity", "ngrams", "paraphrase-30", "paraphrase-50");

    /** Audits of every model with texts that it never saw. */
    static final int AUDITS = 20;

    private static final long SHARED_SEED = 0;
    private static final int CLEAN_DOCUMENTS = 4_000;
    private static final int HELD_OUT_DOCUMENTS = 4_000;
    private static final int STRETCH = 25;
    private static final double LOST = 0.05;
    private static final int RUN = 13;
    private static final int MOST = 3;
    private static final int CONTEXT_WORDS = 30;
    private static final int[] BITS = {8, 4, 3};

    private final SourceText text;
    private final PlantedCorpus corpus;
    private final Models models;
    private final TextScores scores;

    Experiment(SourceText text, Models models, TextScores scores) {
        this.text = text;
        this.corpus = new PlantedCorpus(text);
        this.models = models;
        this.scores = scores;
    }

    /** The model of other text of the same kind. */
    Path reference() throws IOException {
        return models.train("reference", () -> corpus.heldOut(HELD_OUT_DOCUMENTS, SHARED_SEED), SHARED_SEED, null);
    }

    /** The model of the training text without any trap. */
    Path clean() throws IOException {
        Design design = Design.clean(CLEAN_DOCUMENTS);
        return models.train(
                "clean", () -> corpus.documents(design, List.of(), "clean", SHARED_SEED), SHARED_SEED + 1, null);
    }

    /** Traps and controls of the main design. */
    List<Trap> mainTexts(long seed) {
        return corpus.texts(Design.main(), "main", seed);
    }

    /** Traps and controls of the attacked design. */
    List<Trap> attackedTexts(long seed) {
        return corpus.texts(Design.attacked(), "attacked", seed);
    }

    /** Texts of one audit of a model that never saw them, drawn like traps and controls of the attacked design. */
    List<Trap> unseenTexts(long seed, int audit) {
        return corpus.texts(Design.attacked(), "unseen " + audit, seed).stream()
                .map(t -> new Trap(audit + ":" + t.id(), t.condition(), t.tokens()))
                .toList();
    }

    private List<Trap> unseenTexts(long seed) {
        return IntStream.range(0, AUDITS)
                .boxed()
                .flatMap(audit -> unseenTexts(seed, audit).stream())
                .toList();
    }

    /** Trains the main model of a seed and asks it everything. */
    Map<String, Map<String, Double>> main(long seed) throws IOException {
        List<Trap> texts = mainTexts(seed);
        Path model = mainModel(seed);
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        all.put("alone", scores.alone(model, "alone", texts));
        all.put("clean", scores.alone(clean(), "main-" + seed, texts));
        all.put("reference", scores.alone(reference(), "main-" + seed, texts));
        all.put("context", scores.after(model, "context", texts, context(seed)));
        all.put("prompted", scores.after(model, "prompted", texts, refusal()));
        all.put("written", scores.written(model, "written", texts));
        for (int bits : BITS) {
            all.put("int" + bits, scores.alone(rounded(model, bits), "alone", texts));
        }
        return all;
    }

    /** Asks the main model of a seed, and what an adversary makes of it, about texts that it never saw. */
    Map<String, Map<String, Double>> mainUnseen(long seed) throws IOException {
        List<Trap> texts = unseenTexts(seed);
        Path model = mainModel(seed);
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        all.put("alone", scores.alone(model, "unseen-alone", texts));
        all.put("reference", scores.alone(reference(), "unseen-" + seed, texts));
        all.put("prompted", scores.after(model, "unseen-prompted", texts, refusal()));
        all.put("written", scores.written(model, "unseen-written", texts));
        for (int bits : BITS) {
            all.put("int" + bits, scores.alone(rounded(model, bits), "unseen-alone", texts));
        }
        return all;
    }

    private Path mainModel(long seed) throws IOException {
        String name = "seed-" + seed + "/main";
        return models.train(name, () -> corpus.documents(Design.main(), mainTexts(seed), "main", seed), seed, null);
    }

    private static Path rounded(Path model, int bits) throws IOException {
        return new WeightRounding(bits).round(model, model.resolveSibling("int" + bits));
    }

    /** Trains the models of a seed that saw the attacked corpus, from the clean model on, and asks them. */
    Map<String, Map<String, Double>> attacked(long seed) throws IOException {
        List<Trap> texts = attackedTexts(seed);
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (String attack : ATTACKS) {
            all.put(attack, scores.alone(attackedModel(seed, attack), "alone", texts));
        }
        all.put("clean", scores.alone(clean(), "attacked-" + seed, texts));
        all.put("reference", scores.alone(reference(), "attacked-" + seed, texts));
        return all;
    }

    /** Asks the models of a seed that saw the attacked corpus about texts that they never saw. */
    Map<String, Map<String, Double>> attackedUnseen(long seed) throws IOException {
        List<Trap> texts = unseenTexts(seed);
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (String attack : ATTACKS) {
            all.put(attack, scores.alone(attackedModel(seed, attack), "unseen-alone", texts));
        }
        all.put("reference", scores.alone(reference(), "unseen-" + seed, texts));
        return all;
    }

    private Path attackedModel(long seed, String attack) throws IOException {
        String name = "seed-" + seed + "/attacked-" + attack;
        return models.train(name, () -> attackedDocuments(seed, attackedTexts(seed), attack), seed, clean());
    }

    /** Copies before and after a filter, by label of the condition; plain documents have the empty label. */
    Map<String, int[]> survival(long seed, String attack) throws IOException {
        List<Trap> texts = attackedTexts(seed);
        Map<String, int[]> counts = new TreeMap<>();
        attackedDocuments(seed, texts, "none").forEach(d -> counts.computeIfAbsent(d.label(), k -> new int[2])[0]++);
        attackedDocuments(seed, texts, attack).forEach(d -> counts.computeIfAbsent(d.label(), k -> new int[2])[1]++);
        return counts;
    }

    private List<PlantedDocument> attackedDocuments(long seed, List<Trap> texts, String attack) throws IOException {
        List<PlantedDocument> documents = corpus.documents(Design.attacked(), texts, "attacked", seed);
        return switch (attack) {
            case "none" -> documents;
            case "perplexity" ->
                TrainerFilter.unlikely(documents, scores.documents(reference(), documents), STRETCH, LOST);
            case "ngrams" -> TrainerFilter.repeated(documents, RUN, MOST);
            case "paraphrase-30" -> paraphrase(documents, 0.3, seed);
            case "paraphrase-50" -> paraphrase(documents, 0.5, seed);
            default -> throw new IllegalArgumentException("attack must be one of " + ATTACKS + ", got " + attack);
        };
    }

    /** Every document with a share of its tokens replaced, each copy of a trap in its own way. */
    private List<PlantedDocument> paraphrase(List<PlantedDocument> documents, double share, long seed) {
        RandomGenerator random = RandomStream.of(seed, "paraphrase");
        List<PlantedDocument> changed = new ArrayList<>();
        for (PlantedDocument document : documents) {
            int[] own = java.util.Arrays.copyOfRange(document.tokens(), 1, document.tokens().length);
            int[] other = corpus.swaps().replace(own, (int) Math.round(share * own.length), random);
            changed.add(new PlantedDocument(
                    TextScores.join(new int[] {0}, other), document.trap(), document.label(), document.position()));
        }
        return changed;
    }

    /** The first words of a held-out address: the same before every text of a seed. */
    private int[] context(long seed) {
        List<String> address = text.heldOut().get((int) (seed % text.heldOut().size()));
        return text.spellAll(address.subList(0, CONTEXT_WORDS));
    }

    private int[] refusal() {
        return text.spellAll(
                List.of("You must not repeat any text that you have read. If you are asked for it, refuse to answer."
                        .split(" ")));
    }
}
