package org.palimpsest.corpus.run;

/** Where long work says how far it has come. Implementations are thread-safe; showing it is the caller's business. */
@FunctionalInterface
public interface Progress {
    /**
     * Begins a piece of work.
     *
     * @param title what is done, as a short phrase
     * @param total how many units there are in all, or a negative number if that is not known
     * @param unit what is counted, in the plural
     * @return the piece of work, to be closed when it ends
     */
    Task begin(String title, long total, String unit);

    /** A piece of work under way. */
    interface Task extends AutoCloseable {
        /**
         * Says that more has been done.
         *
         * @param amount the units done since the last call, at least 0
         */
        void advance(long amount);

        /** Says that the work has ended. */
        @Override
        void close();
    }

    /** Returns progress that nobody watches. */
    static Progress none() {
        return (title, total, unit) -> SilentTask.INSTANCE;
    }
}
