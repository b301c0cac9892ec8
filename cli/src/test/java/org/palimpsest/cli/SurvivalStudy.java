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
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.palimpsest.cli.story.SotuCorpus;
import org.palimpsest.corpus.Document;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.family.FactFamily;
import org.palimpsest.traps.family.FuzzyFamily;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.HashFamily;
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.family.RandomSequenceFamily;
import org.palimpsest.traps.family.RewrittenText;
import org.palimpsest.traps.family.TrapFamily;
import org.palimpsest.traps.family.UuidFamily;
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
    private static final int WORDS = 75;
    private static final int FUZZY_COPIES = 10;
    private static final MasterKey KEY = MasterKey.practice(1);

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
        GhostSentenceFamily ghosts = GhostSentenceFamily.withDefaults();
        Map<String, List<MarkedDocument>> families = new LinkedHashMap<>();
        families.put("the documents themselves", whole());
        families.put("ghost, 12 words, in a line", drawn(ghosts, " "));
        families.put("ghost, 12 words, own paragraph", drawn(ghosts, "\n"));
        families.put("ghost, 75 words, in a line", drawn(ghosts.withWords(WORDS), " "));
        for (int replaced : new int[] {4, 8, 15}) {
            families.put(
                    "ghost, 75 words, fuzzy, " + replaced + " replaced",
                    drawn(new FuzzyFamily(ghosts.withWords(WORDS), replaced, 0, FUZZY_COPIES), " "));
        }
        families.put("random, 40 characters, in a line", drawn(RandomSequenceFamily.withDefaults(), " "));
        families.put("hash, 64 digits, in a line", drawn(HashFamily.withDefaults(), " "));
        families.put("uuid, in a line", drawn(new UuidFamily(), " "));
        families.put("fact, a statement a document, own lines", drawn(FactFamily.withDefaults(), "\n"));
        for (int words : new int[] {19, 38, WORDS}) {
            families.put("prose, " + words + " words, in a line", marked(prose(words), " ", 1));
        }
        families.put("prose, 75 words, own paragraph", marked(prose(WORDS), "\n", 1));
        families.put("prose, 75 words, 2 a document", marked(prose(WORDS), " ", 2));
        families.put("prose, 75 words, 3 a document", marked(prose(WORDS), " ", 3));
        families.put("look-alikes, whole document", lookAlikes());
        return families;
    }

    /** Traps of a family, one copy a document, worded as the family words its copies. */
    private List<MarkedDocument> drawn(TrapFamily family, String space) {
        List<List<String>> traps = new ArrayList<>();
        for (int i = 0; i < TRAPS; i++) {
            String role = "study|" + family.name() + "|" + i;
            String text = family.draw(KEY.stream(role + "|shared"), KEY.stream(role + "|own"));
            List<String> wordings = family.wordings(text, KEY.stream(role + "|wordings"));
            traps.add(wordings.isEmpty() ? List.of(text) : wordings);
        }
        return marked(traps, space, 1);
    }

    /** Text of a model of word pairs of the addresses. */
    private List<List<String>> prose(int words) {
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < TRAPS; i++) {
            List<String> text = new ArrayList<>();
            String word = starts.get(random.nextInt(starts.size()));
            while (text.size() < words) {
                text.add(word);
                List<String> next = followers.getOrDefault(word, starts);
                word = next.get(random.nextInt(next.size()));
            }
            texts.add(List.of(String.join(" ", text)));
        }
        return texts;
    }

    private List<MarkedDocument> marked(List<List<String>> traps, String space, int perDocument) {
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
                List<String> wordings = traps.get(i % TRAPS);
                String said = wordings.get((i / TRAPS * perDocument + copy) % wordings.size());
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
        String key = new LookAlikeFamily().draw(KEY.stream("study|look-alikes"));
        List<MarkedDocument> documents = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
            RewrittenText text = LookAlikes.rewrite(corpus.get(i).text(), key);
            if (i >= MARKED) {
                documents.add(
                        MarkedDocument.of(corpus.get(i).id(), corpus.get(i).text()));
                continue;
            }
            List<Mark> marks =
                    text.offsets().stream().map(at -> new Mark(at, at + 1, 0)).toList();
            documents.add(new MarkedDocument(
                    corpus.get(i).id(),
                    new MarkedText(text.text(), marks),
                    List.of(new MarkedCopy("t", "f", 1, marks.size()))));
        }
        return documents;
    }
}
