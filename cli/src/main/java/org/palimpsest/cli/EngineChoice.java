package org.palimpsest.cli;

/** Where work is done. */
enum EngineChoice {
    /** In this process. */
    LOCAL,
    /** By a job of spark-jobs on a cluster. */
    SPARK
}
