package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.DjlTokenizer;
import org.palimpsest.inference.lab.SequenceCutter;
import org.palimpsest.inference.lab.TrainingSequence;

/**
 * The documents that a run trains on, read at once: the corpora of the lab are small.
 *
 * @param documents in the order of the files
 * @param manifest with every file that was read
 */
record LabInput(List<Document> documents, RunManifest manifest) {
    LabInput {
        documents = List.copyOf(documents);
    }

    static LabInput read(CommonOptions common, List<Path> files) throws IOException {
        return read(common, files, common.manifest().withSeed(common.seedOr(0)));
    }

    /** Reads them into a manifest that has the options already. */
    static LabInput read(CommonOptions common, List<Path> files, RunManifest options) throws IOException {
        if (files.stream().filter(InputFile::isStandardInput).count() > 1) {
            throw common.usage("standard input is read once, got - more than once");
        }
        List<Document> documents = new ArrayList<>();
        RunManifest manifest = options;
        try (StandardInput standard = StandardInput.watch()) {
            for (Path file : files) {
                try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(0))) {
                    reader.forEachRemaining(documents::add);
                }
                manifest = common.withInput(manifest, file, standard);
            }
        }
        return new LabInput(documents, manifest);
    }

    /** Refuses an input that has no text, before anything is written. */
    LabInput requireText() {
        if (documents.stream().allMatch(document -> document.text().isEmpty() && document.tokens() == null)) {
            throw new IllegalArgumentException(
                    "the input has " + documents.size() + " documents and none with a token to predict; give it text");
        }
        return this;
    }

    List<String> texts() {
        return documents.stream().map(Document::text).toList();
    }

    /** The documents as sequences of a model. */
    List<TrainingSequence> sequences(Path tokenizer, int beginToken, int length) throws IOException {
        try (DjlTokenizer tokens = DjlTokenizer.load(tokenizer)) {
            List<TrainingSequence> sequences = new SequenceCutter(tokens, beginToken, length).cut(documents);
            if (sequences.isEmpty()) {
                throw new IllegalArgumentException("the input has " + documents.size()
                        + " documents and none with a token to predict; give it text");
            }
            return sequences;
        }
    }
}
