package org.palimpsest.spark.files;

import java.io.Serializable;

/**
 * An input of a job.
 *
 * @param path its full path or URI
 * @param name its path from the folder that was given, with {@code /} between names; its own name if it was given itself
 * @param bytes its size
 * @param modified when it was written, in milliseconds since 1970
 */
public record ListedFile(String path, String name, long bytes, long modified) implements Serializable {}
