package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlSuffixScorer;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.extraction.Exposure;
import org.palimpsest.inference.extraction.ExtractionOptions;
import org.palimpsest.inference.extraction.Passage;
import org.palimpsest.inference.extraction.PassageExtraction;
import org.palimpsest.inference.extraction.TokenDistance;
import org.palimpsest.inference.extraction.VerbatimExtraction;
import org.palimpsest.inference.extraction.WindowExtraction;
import org.palimpsest.inference.generation.Continuation;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TokenPrompt;

/** The suspect of {@code extract}, and what it is asked about every passage. */
final class ExtractModel implements AutoCloseable {
    private final TorchRuntime runtime;
    private final Checkpoint model;
    private final BeginToken begin;
    private final ExtractionOptions options;
    private final @Nullable Integer near;
    private final @Nullable Siblings siblings;
    private final DjlSuffixScorer suffixes;
    private final DjlTextGenerator generator;
    private final DjlTokenScorer scorer;

    private ExtractModel(
            TorchRuntime runtime,
            Checkpoint model,
            BeginToken begin,
            ExtractionOptions options,
            @Nullable Integer near,
            @Nullable Siblings siblings) {
        this.runtime = runtime;
        this.model = model;
        this.begin = begin;
        this.options = options;
        this.near = near;
        this.siblings = siblings;
        this.suffixes = new DjlSuffixScorer(model, begin);
        this.generator = new DjlTextGenerator(model);
        BeginToken own = model.config().beginToken() >= 0 ? BeginToken.PREPEND : BeginToken.NONE;
        this.scorer =
                new DjlTokenScorer(model, DjlTokenScorer.Options.defaults().with(own));
    }

    static ExtractModel open(
            Path folder,
            int threads,
            BeginToken begin,
            ExtractionOptions options,
            @Nullable Integer near,
            @Nullable Siblings siblings)
            throws IOException {
        TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(threads));
        boolean opened = false;
        try {
            Checkpoint model = Checkpoint.load(runtime, folder);
            ExtractModel found = new ExtractModel(runtime, model, begin, options, near, siblings);
            opened = true;
            return found;
        } finally {
            if (!opened) {
                runtime.close();
            }
        }
    }

    RunManifest addTo(RunManifest manifest) {
        RunManifest more = Models.withWidths(manifest, "model", model);
        for (Map.Entry<String, String> engine : runtime.versions().entrySet()) {
            more = more.withEngine(engine.getKey(), engine.getValue());
        }
        return more;
    }

    /** A row a document, in the same order. */
    List<Map<String, Object>> rows(List<Document> documents, ExtractSummary summary) throws IOException {
        List<Passage> passages = passages(documents);
        List<PassageExtraction> found = new VerbatimExtraction(suffixes, options).extract(passages);
        List<int[]> distances = near == null ? List.of() : distances(passages, found);
        List<Map<String, Object>> rows = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            Document document = documents.get(i);
            int[] own = near == null ? new int[0] : distances.get(i);
            if (near != null && Arrays.stream(own).anyMatch(distance -> distance <= near)) {
                summary.addNear();
            }
            summary.add(found.get(i));
            Exposure exposure = siblings == null ? null : siblings.rank(document, scorer);
            int[] ends = document.tokens() == null ? model.tokenizer().ends(document.text()) : null;
            rows.add(new ExtractRow(found.get(i), ends, own, exposure).json());
        }
        return rows;
    }

    private List<Passage> passages(List<Document> documents) {
        List<String> texts = documents.stream()
                .filter(document -> document.tokens() == null)
                .map(Document::text)
                .toList();
        Iterator<int[]> encoded =
                (texts.isEmpty() ? List.<int[]>of() : model.tokenizer().encodeAll(texts)).iterator();
        List<Passage> passages = new ArrayList<>(documents.size());
        for (Document document : documents) {
            int[] given = document.tokens();
            passages.add(new Passage(document.id(), given == null ? encoded.next() : given));
        }
        return passages;
    }

    /** Token edits between every suffix and what greedy decoding writes in its place. */
    private List<int[]> distances(List<Passage> passages, List<PassageExtraction> found) {
        List<TokenPrompt> prompts = new ArrayList<>();
        List<int[]> truths = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            int[] tokens = passages.get(i).tokens();
            for (WindowExtraction window : found.get(i).windows()) {
                int[] prefix = Arrays.copyOfRange(
                        tokens, window.prefix().from(), window.prefix().to());
                prompts.add(new TokenPrompt(found.get(i).id(), prompts.size(), begun(prefix)));
                truths.add(Arrays.copyOfRange(
                        tokens, window.suffix().from(), window.suffix().to()));
            }
        }
        List<Continuation> written =
                generator.generateTokens(prompts, GenerationOptions.greedy(options.suffixTokens()));
        List<int[]> distances = new ArrayList<>(found.size());
        int next = 0;
        for (PassageExtraction passage : found) {
            int[] own = new int[passage.windows().size()];
            for (int i = 0; i < own.length; i++, next++) {
                own[i] = TokenDistance.between(
                        truths.get(next), written.get(next).tokens());
            }
            distances.add(own);
        }
        return distances;
    }

    private int[] begun(int[] prefix) {
        if (begin == BeginToken.NONE) {
            return prefix;
        }
        int[] begun = new int[prefix.length + 1];
        begun[0] = model.config().beginToken();
        System.arraycopy(prefix, 0, begun, 1, prefix.length);
        return begun;
    }

    @Override
    public void close() {
        scorer.close();
        generator.close();
        suffixes.close();
        model.close();
        runtime.close();
    }
}
