package org.palimpsest.corpus.search.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.search.Entity;
import org.palimpsest.corpus.search.EntityCatalogue;
import org.palimpsest.corpus.search.Fact;
import org.palimpsest.stats.RandomStream;

/**
 * Makes a corpus of facts about painters and rivers that do not exist. Each fact is stated in three documents: plainly by the
 * subject's name, in other words by an alias, and over two sentences; in one of ten the alias is one that the catalogue does
 * not list. A homonym pair is a painter and a river of one name. One document in five has no word of context. Distractors are, in
 * turn: the subject without the answer; the answer with another subject in the same words; subject and answer far apart
 * without the statement; for homonyms the other bearer of the name beside the answer; the rest names none of them.
 */
public final class FactSetGenerator {
    private static final double NO_CONTEXT = 0.2;
    private static final double UNLISTED = 0.1;
    private static final int ROUNDS = 6;

    private final RandomGenerator random;
    private final NameForge forge;
    private final List<Document> documents = new ArrayList<>();
    private final Map<String, Set<String>> naming = new LinkedHashMap<>();
    private final List<FactSet.Question> questions = new ArrayList<>();

    private FactSetGenerator(long seed) {
        this.random = RandomStream.of(seed, "fact-set");
        this.forge = new NameForge(random);
    }

    /**
     * How large the set is.
     *
     * @param facts how many, each of a subject of its own; at least twice the pairs and at least 1
     * @param homonymPairs pairs of subjects with one name, at least 0
     * @param distractors documents that state no fact, at least 0
     * @param seed of everything
     */
    public record Options(int facts, int homonymPairs, int distractors, long seed) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Options {
            if (facts < 1 || homonymPairs < 0 || 2L * homonymPairs > facts || distractors < 0) {
                throw new IllegalArgumentException(
                        "facts must be at least 1 and twice homonymPairs, the others at least 0, got " + facts
                                + " facts, " + homonymPairs + " pairs and " + distractors + " distractors");
            }
        }

        /** Returns 250 facts, 50 pairs, 20,000 distractors, seed 1. */
        public static Options defaults() {
            return new Options(250, 50, 20_000, 1);
        }
    }

    /** A subject with its fact. */
    private record Subject(Entity entity, SubjectKind kind, SubjectKind.Relation relation, String answer) {}

    /**
     * Makes the set; the same options make the same one.
     *
     * @param options how large
     * @return documents, catalogue and questions
     */
    public static FactSet generate(Options options) {
        FactSetGenerator made = new FactSetGenerator(options.seed());
        List<Subject> subjects = made.subjects(options);
        for (int i = 0; i < subjects.size(); i++) {
            made.state(
                    subjects.get(i), i < 2 * options.homonymPairs() ? FactSet.Homonym.SHARED : FactSet.Homonym.UNIQUE);
        }
        made.distract(subjects, options);
        int[] order = RandomStream.permutation(made.documents.size(), made.random);
        List<Document> shuffled = new ArrayList<>();
        for (int from : order) {
            shuffled.add(made.documents.get(from));
        }
        EntityCatalogue catalogue =
                EntityCatalogue.of(subjects.stream().map(Subject::entity).toList());
        return new FactSet(shuffled, catalogue, made.questions, made.naming);
    }

    private List<Subject> subjects(Options options) {
        List<Subject> subjects = new ArrayList<>();
        while (subjects.size() < options.facts()) {
            boolean homonym = subjects.size() < 2 * options.homonymPairs();
            String name = homonym ? forge.next() : forge.next() + " " + forge.next();
            if (homonym) {
                subjects.add(subject(name, SubjectKind.PERSON));
                subjects.add(subject(name, SubjectKind.RIVER));
            } else {
                subjects.add(subject(name, pick(List.of(SubjectKind.values()))));
            }
        }
        return subjects;
    }

    private Subject subject(String name, SubjectKind kind) {
        String id = kind.name().toLowerCase(Locale.ROOT) + "-" + naming.size();
        List<String> aliases =
                List.of(String.format(Locale.ROOT, kind.alias(), name), forge.next() + " " + forge.next());
        naming.put(id, new LinkedHashSet<>());
        return new Subject(new Entity(id, name, aliases, kind.context()), kind, pick(kind.relations()), forge.next());
    }

    private void state(Subject subject, FactSet.Homonym homonym) {
        Entity entity = subject.entity();
        Set<String> stating = new LinkedHashSet<>();
        List<String> phrasings = subject.relation().phrasings();
        for (int i = 0; i < phrasings.size(); i++) {
            String name = i == 1 ? pick(entity.aliases()) : entity.name();
            if (random.nextDouble() < UNLISTED) {
                name = "old " + forge.next();
            }
            String statement = String.format(Locale.ROOT, phrasings.get(i), name, subject.answer());
            stating.add(add(filler(2), background(subject.kind()), statement, filler(2)));
            lastNames(entity);
        }
        String question = String.format(Locale.ROOT, subject.relation().question(), entity.name());
        questions.add(new FactSet.Question(
                new Fact(entity.id(), subject.answer(), question), entity.name(), homonym, stating));
    }

    private void distract(List<Subject> subjects, Options options) {
        int last = documents.size() + options.distractors();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < subjects.size() && documents.size() + 4 <= last; i++) {
                Subject subject = subjects.get(i);
                withoutAnswer(subject);
                sameWords(subject);
                farApart(subject);
                if (i < 2 * options.homonymPairs()) {
                    otherBearer(subject, subjects.get(i ^ 1));
                }
            }
        }
        while (documents.size() < last) {
            add(
                    filler(4),
                    background(pick(List.of(SubjectKind.values()))),
                    forge.next() + " is mentioned once.",
                    filler(1));
        }
    }

    private void withoutAnswer(Subject subject) {
        add(filler(2), named(subject) + " is written of in many letters.", background(subject.kind()), filler(2));
        lastNames(subject.entity());
    }

    private void sameWords(Subject subject) {
        String phrasing = pick(subject.relation().phrasings());
        String other = forge.next() + " " + forge.next();
        add(
                filler(2),
                background(subject.kind()),
                String.format(Locale.ROOT, phrasing, other, subject.answer()),
                filler(2));
    }

    private void farApart(Subject subject) {
        add(
                subject.answer() + " is a name that travellers remember.",
                filler(6),
                background(subject.kind()),
                named(subject) + " comes up again at the end of the chronicle.",
                filler(1));
        lastNames(subject.entity());
    }

    private void otherBearer(Subject subject, Subject other) {
        String sentence = pick(List.of(
                "Some say %2$s when they speak of %1$s.",
                "%s and %s stand on one page.", "Near %2$s the talk is of %1$s."));
        add(
                filler(2),
                String.format(Locale.ROOT, sentence, named(other), subject.answer()),
                background(other.kind()),
                filler(2));
        lastNames(other.entity());
    }

    private void lastNames(Entity entity) {
        naming.computeIfAbsent(entity.id(), id -> new LinkedHashSet<>()).add("d" + (documents.size() - 1));
    }

    private String named(Subject subject) {
        return random.nextInt(3) == 0
                ? pick(subject.entity().aliases())
                : subject.entity().name();
    }

    private String background(SubjectKind kind) {
        return random.nextDouble() < NO_CONTEXT ? "" : pick(kind.background());
    }

    private String filler(int sentences) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            all.add(FillerSentence.next(random));
        }
        return String.join(" ", all);
    }

    private String add(String... parts) {
        String id = "d" + documents.size();
        List<String> said = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                said.add(Character.toUpperCase(part.charAt(0)) + part.substring(1));
            }
        }
        documents.add(Document.of(id, String.join(" ", said)));
        return id;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
