package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.DjlTokenizer;
import picocli.CommandLine.Option;

/** Which index is asked, and what makes token ids of a text. */
final class IndexOptions {
    @Option(names = "--index", paramLabel = "DIR", description = "What index build wrote. Required.")
    private @Nullable Path folder;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "tokenizer.json for texts; default: the one that the index was built with.")
    private @Nullable Path tokenizer;

    Path folder(CommonOptions common) {
        return common.require(folder, "--index");
    }

    SuffixArrayIndex open(CommonOptions common) throws IOException {
        return SuffixArrayIndex.open(folder(common));
    }

    /** The manifest with the index, by its description, which holds a checksum of everything else. */
    RunManifest manifest(CommonOptions common) throws IOException {
        RunManifest manifest = common.manifest().withInput(folder(common).resolve("palimpsest.json"));
        return tokenizer == null ? manifest : manifest.withInput(tokenizer);
    }

    /** The token ids of documents: those given, else those of the text. */
    List<int[]> tokens(SuffixArrayIndex index, List<Document> documents) throws IOException {
        boolean texts = documents.stream().anyMatch(document -> document.tokens() == null);
        if (!texts) {
            return documents.stream().map(IndexOptions::given).toList();
        }
        try (DjlTokenizer encoder = DjlTokenizer.load(tokenizer(index))) {
            List<int[]> ids = new ArrayList<>();
            for (Document document : documents) {
                ids.add(document.tokens() == null ? encoder.encode(document.text()) : given(document));
            }
            return ids;
        }
    }

    private static int[] given(Document document) {
        int[] tokens = document.tokens();
        return tokens == null ? new int[0] : tokens;
    }

    /** What decodes the tokens of the index; null where nothing does. */
    @Nullable
    Path definition(SuffixArrayIndex index) throws IOException {
        return tokenizer == null ? index.tokenizerFile().orElse(null) : tokenizer(index);
    }

    /** The tokenizer of texts; checked against the one that made the index. */
    Path tokenizer(SuffixArrayIndex index) throws IOException {
        return tokenizer(tokenizer, index);
    }

    /** The given tokenizer, or the index's own; checked against the one that made the index. */
    static Path tokenizer(@Nullable Path tokenizer, SuffixArrayIndex index) throws IOException {
        Path own = index.tokenizerFile().orElse(null);
        if (tokenizer != null) {
            try (DjlTokenizer encoder = DjlTokenizer.load(tokenizer)) {
                if (!index.tokenizer().isEmpty() && !index.tokenizer().equals(encoder.fingerprint())) {
                    throw new IllegalArgumentException(tokenizer
                            + ": is not the tokenizer that made the index; its SHA-256 is " + encoder.fingerprint()
                            + ", the index has " + index.tokenizer());
                }
            }
            return tokenizer;
        }
        if (own == null) {
            throw new UsageException(
                    "the index was built from token ids; give --tokenizer FILE for texts, or --tokens");
        }
        return own;
    }
}
