package org.palimpsest.cli;

/** A command line that parses but cannot be carried out: it ends with exit code 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
