package org.palimpsest.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.palimpsest.cli.story.SotuCorpus;
import org.palimpsest.corpus.Document;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.survival.Mark;
import org.palimpsest.traps.survival.MarkedCopy;
import org.palimpsest.traps.survival.MarkedDocument;
import org.palimpsest.traps.survival.MarkedText;
import org.palimpsest.traps.survival.PipelinePreset;
import org.palimpsest.traps.survival.SurvivalReport;
import org.palimpsest.traps.survival.SurvivalRule;
import org.palimpsest.traps.survival.SurvivalRules;
import org.palimpsest.traps.survival.SurvivalSimulator;
import org.palimpsest.traps.survival.SurvivalStage;

/**
 * The table of {@code docs/experiments/survival.md}: families by pipelines on the State of the Union addresses. Each of the
 * first 120 addresses gives its first 6,000 characters, about 1,000 words, in lines of four sentences; 60 of them get a
 * copy, six of each of ten traps.
 */
final class SurvivalStudy {
    private static final int CHARACTERS = 6_000;
    private static final int SENTENCES = 4;
    private static final int DOCUMENTS = 120;
    private static final int MARKED = 60;
    private static final int TRAPS = 10;
    private static final String LETTERS = "aceiopsxyABEHIKMNOPTXYZ";
    private static final String TWINS = "асеіорѕхуΑΒΕΗΙΚΜΝΟΡΤΧΥΖ";

    private final RandomGenerator random = RandomStream.of(1, "survival study");
    private final List<Document> corpus;
    private final Map<String, List<String>> followers = new HashMap<>();
    private final List<String> starts = new ArrayList<>();

    private SurvivalStudy(List<Document> corpus) {
        this.corpus = corpus;
        for (Document document : corpus) {
            String[] words = document.text().split("\\s+", -1);
            for (int i = 0; i + 1 < words.length; i++) {
                followers.computeIfAbsent(words[i], word -> new ArrayList<>()).add(words[i + 1]);
            }
            starts.add(words[0]);
        }
    }

    /** How a copy of a trap reads. */
    private interface Wording extends BiFunction<String, Integer, String> {}

    /**
     * Prints the table.
     *
     * @param args names of rules and pipelines; all pipelines if there is none
     * @throws IOException if a temporary file cannot be written
     */
    public static void main(String[] args) throws IOException {
        List<Document> passages;
        try (Stream<Document> addresses = SotuCorpus.addresses()) {
            passages = addresses.limit(DOCUMENTS).map(SurvivalStudy::passage).toList();
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new SurvivalStudy(passages)
                .print(
                        out,
                        args.length > 0
                                ? List.of(args)
                                : Stream.of(PipelinePreset.values())
                                        .map(PipelinePreset::label)
                                        .toList());
    }

    /** The first sentences of an address, in lines of four, as a page has paragraphs. */
    private static Document passage(Document address) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        sentences.setText(address.text());
        StringBuilder text = new StringBuilder();
        int start = sentences.first();
        int number = 0;
        for (int end = sentences.next();
                end != BreakIterator.DONE && text.length() < CHARACTERS;
                end = sentences.next()) {
            text.append(number == 0 ? "" : number % SENTENCES == 0 ? "\n" : " ")
                    .append(address.text().substring(start, end).strip());
            start = end;
            number++;
        }
        return address.withText(text.toString());
    }

    private void print(PrintStream out, List<String> pipelines) throws IOException {
        out.println("| family | " + String.join(" | ", pipelines) + " |");
        out.println("|---|" + "---|".repeat(pipelines.size()));
        for (Map.Entry<String, List<MarkedDocument>> family : families().entrySet()) {
            List<String> cells = new ArrayList<>();
            for (String pipeline : pipelines) {
                cells.add(cell(family.getValue(), SurvivalRules.of(List.of(pipeline))));
            }
            out.println("| " + family.getKey() + " | " + String.join(" | ", cells) + " |");
        }
    }

    private static String cell(List<MarkedDocument> documents, List<SurvivalRule> rules) throws IOException {
        Path scratch = Files.createTempDirectory("survival-study");
        try {
            SurvivalReport report = SurvivalSimulator.of(rules).run(new ArrayDeque<>(documents)::poll, scratch);
            List<SurvivalStage> stages = report.families().values().iterator().next();
            SurvivalStage last = stages.get(stages.size() - 1);
            String taker = stages.stream()
                    .flatMap(stage -> stage.taken().entrySet().stream())
                    .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue)))
                    .entrySet()
                    .stream()
                    .max(Comparator.comparingLong(Map.Entry::getValue))
                    .map(entry -> "; " + entry.getKey())
                    .orElse("");
            return String.format(
                    Locale.ROOT,
                    "%.0f%s%s",
                    100 * last.share(),
                    last.damaged() > 0 ? " +" + last.damaged() : "",
                    taker);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private Map<String, List<MarkedDocument>> families() {
        Wording verbatim = (text, copy) -> text;
        Map<String, List<MarkedDocument>> families = new LinkedHashMap<>();
        families.put("the documents themselves", whole());
        families.put("ghost, 12 words, in a line", marked(ghosts(), verbatim, " ", 1));
        families.put("ghost, 12 words, own paragraph", marked(ghosts(), verbatim, "\n", 1));
        families.put("hash, 64 digits, in a line", marked(hashes(), verbatim, " ", 1));
        for (int words : new int[] {19, 38, 75}) {
            families.put("prose, " + words + " words, in a line", marked(prose(words), verbatim, " ", 1));
        }
        families.put("prose, 75 words, own paragraph", marked(prose(75), verbatim, "\n", 1));
        for (int replaced : new int[] {5, 10, 20}) {
            families.put("fuzzy, 75 words, " + replaced + " % replaced", marked(prose(75), fuzzy(replaced), " ", 1));
        }
        families.put("prose, 75 words, 2 a document", marked(prose(75), verbatim, " ", 2));
        families.put("prose, 75 words, 3 a document", marked(prose(75), verbatim, " ", 3));
        families.put("look-alikes, whole document", lookAlikes());
        return families;
    }

    private List<String> ghosts() {
        GhostSentenceFamily family = GhostSentenceFamily.withDefaults();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TRAPS; i++) {
            texts.add(family.draw(MasterKey.practice(1).stream("study|" + i)));
        }
        return texts;
    }

    private List<String> hashes() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TRAPS; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 4; k++) {
                text.append(String.format(Locale.ROOT, "%016x", random.nextLong()));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Text of a model of word pairs of the addresses. */
    private List<String> prose(int words) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TRAPS; i++) {
            List<String> text = new ArrayList<>();
            String word = starts.get(random.nextInt(starts.size()));
            while (text.size() < words) {
                text.add(word);
                List<String> next = followers.getOrDefault(word, starts);
                word = next.get(random.nextInt(next.size()));
            }
            texts.add(String.join(" ", text));
        }
        return texts;
    }

    private Wording fuzzy(int percent) {
        return (text, copy) -> {
            String[] words = text.split(" ");
            int[] order = RandomStream.permutation(words.length, random);
            for (int i = 0; i < words.length * percent / 100; i++) {
                words[order[i]] = starts.get(random.nextInt(starts.size()));
            }
            return String.join(" ", words);
        };
    }

    private List<MarkedDocument> marked(List<String> traps, Wording wording, String space, int perDocument) {
        List<MarkedDocument> documents = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
            Document document = corpus.get(i);
            if (i >= MARKED) {
                documents.add(MarkedDocument.of(document.id(), document.text()));
                continue;
            }
            StringBuilder text = new StringBuilder(document.text());
            List<Mark> marks = new ArrayList<>();
            List<MarkedCopy> copies = new ArrayList<>();
            for (int copy = 0; copy < perDocument; copy++) {
                String said = wording.apply(traps.get(i % TRAPS), copy);
                int half = text.length() * (perDocument + copy) / (2 * perDocument);
                int from =
                        Math.max(half, marks.isEmpty() ? 0 : marks.get(copy - 1).end());
                int at = text.indexOf(space, from);
                int place = at < 0 ? text.length() : at;
                text.insert(place, space + said + (space.equals("\n") ? "\n" : ""));
                marks.add(new Mark(place + 1, place + 1 + said.length(), copy));
                copies.add(new MarkedCopy("t" + i % TRAPS, "f", copy + 1, units(said)));
            }
            documents.add(new MarkedDocument(document.id(), new MarkedText(text.toString(), marks), copies));
        }
        return documents;
    }

    private static int units(String text) {
        return (int) text.chars().filter(unit -> !Character.isWhitespace(unit)).count();
    }

    /** One mark on the first word that no line rule would take: what is left of it is what is left of documents. */
    private List<MarkedDocument> whole() {
        List<MarkedDocument> documents = new ArrayList<>();
        for (Document document : corpus) {
            int at = document.text().length() / 2;
            while (Character.isWhitespace(document.text().charAt(at))) {
                at++;
            }
            documents.add(new MarkedDocument(
                    document.id(),
                    new MarkedText(document.text(), List.of(new Mark(at, at + 1, 0))),
                    List.of(new MarkedCopy(document.id(), "f", 1, 1))));
        }
        return documents;
    }

    private List<MarkedDocument> lookAlikes() {
        List<MarkedDocument> documents = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
            StringBuilder text = new StringBuilder(corpus.get(i).text());
            List<Mark> marks = new ArrayList<>();
            for (int at = 0; i < MARKED && at < text.length(); at++) {
                int letter = LETTERS.indexOf(text.charAt(at));
                if (letter >= 0 && random.nextInt(4) == 0) {
                    text.setCharAt(at, TWINS.charAt(letter));
                    marks.add(new Mark(at, at + 1, 0));
                }
            }
            List<MarkedCopy> copies = i < MARKED ? List.of(new MarkedCopy("t", "f", 1, marks.size())) : List.of();
            documents.add(new MarkedDocument(corpus.get(i).id(), new MarkedText(text.toString(), marks), copies));
        }
        return documents;
    }
}
