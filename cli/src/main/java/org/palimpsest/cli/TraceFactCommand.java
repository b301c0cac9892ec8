package org.palimpsest.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.VisibleText;
import org.palimpsest.corpus.search.Entity;
import org.palimpsest.corpus.search.Fact;
import org.palimpsest.corpus.search.FactTrace;
import org.palimpsest.corpus.search.Passage;
import org.palimpsest.corpus.search.SearchIndex;
import org.palimpsest.corpus.search.TracedFact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the passages that state a fact. */
@Command(
        name = "fact",
        sortOptions = false,
        description = {
            "Finds the passages of a corpus that state a fact: subject and answer close together, the question's words near.",
            "A passage states the fact. That a model knows the fact from it does not follow."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest trace fact --corpus corpus.jsonl.zst --entities entities.jsonl --index index"
                    + " --subject Q7259 --answer London --question \"Where was Ada Lovelace born?\"",
            "  palimpsest trace fact --index index --subject Q7259 --answer London --json"
        })
final class TraceFactCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private TraceOptions options = new TraceOptions();

    @Option(names = "--subject", paramLabel = "S", description = "An entity's id or name, or any words. Required.")
    private @Nullable String subject;

    @Option(names = "--answer", paramLabel = "A", description = "What is said of it, in the same way. Required.")
    private @Nullable String answer;

    @Option(
            names = "--question",
            paramLabel = "Q",
            description = "The question that it answers; its words rank passages.")
    private @Nullable String question;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            converter = AtLeastOne.class,
            description = "Passages at most. Default: ${DEFAULT-VALUE}.")
    private int limit = 10;

    @Override
    public Integer call() throws IOException {
        options.check(common);
        Fact fact = fact(common.require(subject, "--subject"), common.require(answer, "--answer"));
        common.checkOutput();
        TraceOptions.Opened opened = options.open(common);
        try (SearchIndex index = opened.index()) {
            FactTrace.Options how =
                    new FactTrace.Options(limit, FactTrace.Options.defaults().examined(), options.leastScore);
            TracedFact traced = FactTrace.withDefaults().with(how).trace(index, fact);
            common.emit(json(traced), opened.manifest(), text(traced));
        }
        return ExitCode.OK.code();
    }

    private Fact fact(String about, String said) {
        try {
            return new Fact(about, said, question);
        } catch (IllegalArgumentException e) {
            throw common.usage("--" + e.getMessage());
        }
    }

    private static Map<String, Object> json(TracedFact traced) {
        Map<String, Object> fact = new LinkedHashMap<>();
        fact.put("subject", traced.fact().subject());
        fact.put("answer", traced.fact().answer());
        fact.put("question", orNull(traced.fact().question()));
        fact.put("subjectEntity", id(traced.subject()));
        fact.put("answerEntity", id(traced.answer()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("fact", fact);
        result.put("documents", traced.documents());
        result.put("examined", traced.examined());
        result.put("stating", traced.stating());
        result.put(
                "passages",
                traced.passages().stream().map(TraceFactCommand::json).toList());
        return result;
    }

    private static Map<String, Object> json(Passage passage) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("document", passage.document());
        row.put("id", passage.id());
        row.put("start", passage.start());
        row.put("end", passage.end());
        row.put("text", passage.text());
        row.put("score", passage.score());
        row.put("step", orNull(passage.step()));
        return row;
    }

    static Object orNull(@Nullable Object value) {
        return value == null ? NullNode.getInstance() : value;
    }

    private static Object id(@Nullable Entity entity) {
        return orNull(entity == null ? null : entity.id());
    }

    private static String text(TracedFact traced) {
        StringBuilder text = new StringBuilder();
        for (Passage passage : traced.passages()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%.3f  %s%s%n       %s%n",
                    passage.score(),
                    VisibleText.line(passage.id()),
                    passage.step() == null ? "" : "  step " + passage.step(),
                    VisibleText.line(passage.text().replaceAll("\\s+", " "))));
        }
        text.append(String.format(
                Locale.ROOT,
                "%,d of %,d documents that have both names bring them together; %,d shown%s%n",
                traced.stating(),
                traced.documents(),
                traced.passages().size(),
                traced.examined() < traced.documents() ? "; " + traced.examined() + " examined" : ""));
        return text.toString();
    }
}
