package org.palimpsest.spark;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.transcript.StepMap;
import org.palimpsest.corpus.transcript.TranscriptReader;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.ListedFile;

/** The trainer's order, read once in an executor for all its tasks; the next one takes its place. */
final class HeldOrder {
    private static @Nullable ListedFile file;
    private static @Nullable StepMap order;

    private HeldOrder() {}

    /** The steps of a transcript, or null for none. */
    static synchronized @Nullable StepMap of(ClusterFiles files, @Nullable ListedFile transcript) throws IOException {
        if (transcript == null) {
            return null;
        }
        if (!transcript.equals(file)) {
            order = null;
            order = files.read(transcript.path(), local -> StepMap.of(TranscriptReader.read(local)));
            file = transcript;
        }
        return order;
    }
}
