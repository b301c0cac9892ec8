package org.palimpsest.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import picocli.CommandLine.Option;

/** A phrase on the command line: a text, or token ids. */
final class PhraseOptions {
    @Option(names = "--text", paramLabel = "S", description = "The phrase as text.")
    @Nullable
    String text;

    @Option(names = "--tokens", paramLabel = "1,2,3", description = "The phrase as token ids.")
    @Nullable
    String tokens;

    boolean given() {
        return text != null || tokens != null;
    }

    /** Another phrase, in the form of this one. */
    PhraseOptions like(String phrase) {
        PhraseOptions other = new PhraseOptions();
        other.text = text == null ? null : phrase;
        other.tokens = tokens == null ? null : phrase;
        return other;
    }

    /** Checks that there is one phrase, and that its ids are numbers. */
    void check(CommonOptions common) {
        if ((text == null) == (tokens == null)) {
            throw common.usage("give one phrase: --text S or --tokens 1,2,3");
        }
        ids(common);
    }

    private int @Nullable [] ids(CommonOptions common) {
        if (tokens == null) {
            return null;
        }
        try {
            int[] ids = Arrays.stream(tokens.split(",", -1))
                    .mapToInt(id -> Integer.parseInt(id.strip()))
                    .toArray();
            if (Arrays.stream(ids).anyMatch(id -> id < 0)) {
                throw common.usage("--tokens must be ids of at least 0, got " + tokens);
            }
            return ids;
        } catch (NumberFormatException e) {
            throw common.usage("--tokens must be numbers with commas between them, got " + tokens);
        }
    }

    int[] phrase(CommonOptions common, IndexOptions options, SuffixArrayIndex index) throws IOException {
        int[] ids = ids(common);
        int[] phrase = ids == null
                ? options.tokens(index, List.of(Document.of("phrase", String.valueOf(text))))
                        .get(0)
                : ids;
        if (phrase.length == 0) {
            throw common.usage("the phrase has no token");
        }
        return phrase;
    }
}
