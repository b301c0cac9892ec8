package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.duplicates.PairGroups;
import org.palimpsest.stats.RandomStream;

class PartedSurvivalTest {
    @TempDir
    Path folder;

    private record KeyRow(int part, long document, int slot, long key) {}

    @Test
    void partsLeaveWhatTheWholeLeaves() throws IOException {
        RandomGenerator random = RandomStream.of(1, "parted");
        for (List<String> names : List.of(
                List.of("minhash-slimpajama"),
                List.of("exact-substring"),
                List.of("exact-substring-all"),
                List.of("ccnet-paragraphs"),
                List.of("dolma-paragraphs", "zero-width", "c4-spans"),
                List.of("minhash-lee", "exact-substring", "dolma-paragraphs"))) {
            List<SurvivalRule> rules = SurvivalRules.of(names);
            List<MarkedDocument> documents = documents(random);
            for (int parts : List.of(1, 2, 7)) {
                SurvivalReport expected = SurvivalSimulator.of(rules).run(source(documents), folder);
                assertThat(parted(rules, documents, parts)).as("%s", names).isEqualTo(expected);
            }
        }
    }

    @Test
    void rulesThatNeedAllDocumentsAreRefused() {
        PerplexityRule perplexity = PerplexityRule.ccNet((id, text) -> 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartedSurvival.of(List.of(perplexity)))
                .withMessageContaining("got perplexity; simulate it on one machine");
    }

    private static MarkedSource source(List<MarkedDocument> documents) {
        Iterator<MarkedDocument> left = documents.iterator();
        return () -> left.hasNext() ? left.next() : null;
    }

    private static SurvivalReport parted(List<SurvivalRule> rules, List<MarkedDocument> documents, int parts)
            throws IOException {
        PartedSurvival survival = PartedSurvival.of(rules);
        SurvivalTally all = new SurvivalTally(rules.size());
        List<KeyRow> keys = new ArrayList<>();
        List<byte[]> waiting = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<MarkedDocument> own =
                    documents.subList(part * documents.size() / parts, (part + 1) * documents.size() / parts);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            survival.start(source(own), sink(part, keys, out, all));
            waiting.add(out.toByteArray());
        }
        for (int rule : survival.keyed()) {
            List<List<List<Long>>> known = new ArrayList<>();
            for (int pass = 0; pass < survival.questions(rule).size(); pass++) {
                for (int part = 0; part < parts && pass > 0; part++) {
                    int own = part;
                    survival.observe(
                            rule,
                            pass,
                            new ByteArrayInputStream(waiting.get(part)),
                            (answered, answers) -> known.get(answered).get(own).forEach(answers::accept),
                            (document, slot, key) -> keys.add(new KeyRow(own, document, slot, key)));
                }
                known.add(answers(survival.questions(rule).get(pass), keys, parts));
                keys.clear();
            }
            List<byte[]> next = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                int own = part;
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                survival.pass(
                        rule,
                        new ByteArrayInputStream(waiting.get(part)),
                        (answered, answers) -> known.get(answered).get(own).forEach(answers::accept),
                        sink(part, keys, out, all));
                next.add(out.toByteArray());
            }
            waiting = next;
        }
        return all.report(rules);
    }

    private static PartedSurvival.Sink sink(int part, List<KeyRow> keys, ByteArrayOutputStream out, SurvivalTally all) {
        return new PartedSurvival.Sink(
                out,
                (document, slot, key) -> keys.add(new KeyRow(part, document, slot, key)),
                all,
                fate -> assertThat(fate.json()).startsWith("{\"document\":"));
    }

    /** Every key compared with every other. */
    private static List<List<Long>> answers(KeyQuestion question, List<KeyRow> keys, int parts) {
        List<List<Long>> answers = new ArrayList<>();
        PairGroups groups = new PairGroups();
        for (int part = 0; part < parts; part++) {
            answers.add(new ArrayList<>());
        }
        for (int i = 0; i < keys.size(); i++) {
            KeyRow row = keys.get(i);
            for (int j = 0; j < keys.size(); j++) {
                KeyRow other = keys.get(j);
                if (i == j || row.key() != other.key() || row.slot() != other.slot()) {
                    continue;
                }
                if (question == KeyQuestion.REPEATED
                        || (question == KeyQuestion.IN_EARLIER_PART && other.part() < row.part())) {
                    answers.get(row.part()).add(row.key());
                } else if (question == KeyQuestion.NOT_FIRST_OF_GROUP) {
                    groups.join(row.part() * 1000L + row.document(), other.part() * 1000L + other.document());
                }
            }
        }
        for (long document : groups.redundant()) {
            answers.get((int) (document / 1000)).add(document % 1000);
        }
        return answers;
    }

    private static List<MarkedDocument> documents(RandomGenerator random) {
        List<String> paragraphs = new ArrayList<>();
        List<MarkedDocument> documents = new ArrayList<>();
        for (int d = 0; d < 30; d++) {
            StringBuilder text = new StringBuilder();
            for (int p = 0; p < 3; p++) {
                if (paragraphs.isEmpty() || random.nextInt(3) > 0) {
                    StringBuilder fresh = new StringBuilder();
                    for (int s = 0; s < 4; s++) {
                        for (int w = 0; w < 9; w++) {
                            fresh.append("word").append(random.nextInt(300)).append(' ');
                        }
                        fresh.append("End. ");
                    }
                    paragraphs.add(fresh.toString().strip());
                }
                text.append(p == 0 ? "" : "\n").append(paragraphs.get(random.nextInt(paragraphs.size())));
            }
            int at = random.nextInt(text.length() - 40);
            documents.add(new MarkedDocument(
                    "d" + d,
                    new MarkedText(text.toString(), List.of(new Mark(at, at + 40, 0))),
                    List.of(new MarkedCopy("trap", "ghost", 1, 34))));
        }
        return documents;
    }

    @Test
    void talliesAreReadAsWritten() throws IOException {
        List<SurvivalRule> rules = SurvivalRules.of(List.of("dolma-paragraphs"));
        SurvivalTally tally = new SurvivalTally(1);
        MarkedDocument document = documents(RandomStream.of(2, "tally")).get(0);
        tally.arrived(document);
        tally.moved("ghost", 0, CopyState.WHOLE, CopyState.GONE, "r");
        tally.dropped(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            tally.write(out);
        }
        SurvivalTally twice = new SurvivalTally(1);
        for (int i = 0; i < 2; i++) {
            twice.add(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        }
        SurvivalStage stage = twice.report(rules).after("ghost", 0);
        assertThat(stage.copies()).isEqualTo(2);
        assertThat(stage.gone()).isEqualTo(2);
        assertThat(stage.taken()).containsEntry("r", 2L);
        assertThat(twice.report(rules).dropped()).containsExactly(2L);
    }
}
