package org.palimpsest.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.VisibleText;
import org.palimpsest.corpus.search.Entity;
import org.palimpsest.corpus.search.EntityExposure;
import org.palimpsest.corpus.search.EntityPosting;
import org.palimpsest.corpus.search.SearchIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds where a corpus names an entity. */
@Command(
        name = "entity",
        sortOptions = false,
        description = {
            "Finds where a corpus names an entity, by whatever name, and how often before a step of training.",
            "Of a name that several entities bear all are listed; each mention has a score that tells them apart."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest trace entity Mercury --corpus corpus.jsonl --entities entities.jsonl",
            "  palimpsest trace entity Q308 --index index --before-step 20000 --json"
        })
final class TraceEntityCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private TraceOptions options = new TraceOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "An entity's id, name or alias. Required.")
    private @Nullable String name;

    @Option(
            names = "--before-step",
            paramLabel = "STEP",
            description = "Count mentions in documents that were first trained on before STEP.")
    private @Nullable Long beforeStep;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            converter = AtLeastZero.class,
            description = "Mentions at most of each entity. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Override
    public Integer call() throws IOException {
        options.check(common);
        String wanted = name;
        if (wanted == null) {
            throw common.usage("name the entity: palimpsest trace entity NAME, before --corpus");
        }
        common.checkOutput();
        TraceOptions.Opened opened = options.open(common);
        try (SearchIndex index = opened.index()) {
            List<Entity> entities = index.catalogue().named(wanted);
            if (entities.isEmpty()) {
                throw new IllegalArgumentException("\"" + wanted + "\" is none of the "
                        + index.catalogue().entities().size()
                        + " entities of this index; give it with --entities, or search for words with trace fact");
            }
            if (beforeStep != null && !index.hasSteps()) {
                throw new IllegalArgumentException("the index knows no steps; build it with --transcript");
            }
            List<Map<String, Object>> all = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (Entity entity : entities) {
                describe(index, entity, all, text);
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("name", wanted);
            result.put("entities", all);
            common.emit(result, opened.manifest(), text.toString());
        }
        return ExitCode.OK.code();
    }

    private void describe(SearchIndex index, Entity entity, List<Map<String, Object>> all, StringBuilder text)
            throws IOException {
        List<EntityPosting> postings = index.postings(entity.id(), options.leastScore);
        long documents =
                postings.stream().mapToInt(EntityPosting::document).distinct().count();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", entity.id());
        row.put("name", entity.name());
        row.put("aliases", entity.aliases());
        row.put("documents", documents);
        row.put("mentions", postings.size());
        text.append(String.format(
                Locale.ROOT,
                "%s  %s: mentions %,d, documents %,d%n",
                VisibleText.line(entity.id()),
                VisibleText.line(String.join(", ", entity.surfaces())),
                postings.size(),
                documents));
        if (beforeStep != null) {
            EntityExposure exposure = index.exposures(entity.id(), options.leastScore, beforeStep);
            Map<String, Object> before = new LinkedHashMap<>();
            before.put("beforeStep", beforeStep);
            before.put("documents", exposure.documents());
            before.put("mentions", exposure.mentions());
            row.put("exposures", before);
            text.append(String.format(
                    Locale.ROOT,
                    "  before step %,d: mentions %,d, documents %,d%n",
                    beforeStep,
                    exposure.mentions(),
                    exposure.documents()));
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        for (EntityPosting posting : postings.subList(0, Math.min(limit, postings.size()))) {
            shown.add(show(index, posting, text));
        }
        row.put("postings", shown);
        all.add(row);
    }

    private static Map<String, Object> show(SearchIndex index, EntityPosting posting, StringBuilder text)
            throws IOException {
        String surface = index.document(posting.document()).text().substring(posting.start(), posting.end());
        String source = posting.source().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("document", posting.document());
        row.put("id", posting.id());
        row.put("start", posting.start());
        row.put("end", posting.end());
        row.put("text", surface);
        row.put("score", posting.score());
        row.put("source", source);
        row.put("step", TraceFactCommand.orNull(posting.step()));
        text.append(String.format(
                Locale.ROOT,
                "  %.2f  %s  %d-%d  %s  (%s)%s%n",
                posting.score(),
                VisibleText.line(posting.id()),
                posting.start(),
                posting.end(),
                VisibleText.line(surface),
                source,
                posting.step() == null ? "" : "  step " + posting.step()));
        return row;
    }
}
