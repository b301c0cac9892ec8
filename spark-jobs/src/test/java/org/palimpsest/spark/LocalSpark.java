package org.palimpsest.spark;

import org.apache.spark.sql.SparkSession;

/** A session of two cores in this process, and file systems of schemes {@code lake} and {@code faulty}. */
public final class LocalSpark {
    private LocalSpark() {}

    /**
     * Starts the session, or gives the one that runs.
     *
     * @return the session
     */
    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("palimpsest-test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.hadoop.fs.lake.impl", LakeFileSystem.class.getName())
                .config("spark.hadoop.fs.lake.impl.disable.cache", "true")
                .config("spark.hadoop.fs.faulty.impl", FaultyFileSystem.class.getName())
                .getOrCreate();
    }
}
