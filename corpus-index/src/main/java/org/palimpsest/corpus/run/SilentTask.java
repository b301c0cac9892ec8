package org.palimpsest.corpus.run;

/** Work that nobody watches. */
enum SilentTask implements Progress.Task {
    INSTANCE;

    @Override
    public void advance(long amount) {
        // nobody watches
    }

    @Override
    public void close() {
        // nothing is held
    }
}
