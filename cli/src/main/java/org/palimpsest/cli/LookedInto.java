package org.palimpsest.cli;

import java.util.List;
import org.palimpsest.corpus.duplicates.ItemText;
import org.palimpsest.corpus.duplicates.SpanBoundaries;
import org.palimpsest.corpus.duplicates.TrainingText;

/**
 * Training text that is open, and a benchmark in its tokens.
 *
 * @param text the training text
 * @param items the benchmark
 * @param boundaries where words and sentences begin and end
 * @param unit what is compared: tokens or words
 * @param held what is closed with it
 */
record LookedInto(
        TrainingText text, List<ItemText> items, SpanBoundaries boundaries, String unit, List<AutoCloseable> held)
        implements AutoCloseable {
    @Override
    public void close() {
        for (AutoCloseable resource : held) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("the training text could not be closed", e);
            }
        }
    }
}
