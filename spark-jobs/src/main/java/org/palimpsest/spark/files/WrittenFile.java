package org.palimpsest.spark.files;

import java.io.Serializable;

/**
 * A file that a task wrote.
 *
 * @param name the name that the task gave it, with {@code /} between folders
 * @param staged where it lies until the job commits; holds the beginning of its hash
 * @param bytes its size
 * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
 */
public record WrittenFile(String name, String staged, long bytes, String sha256) implements Serializable {}
