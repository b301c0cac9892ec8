package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.palimpsest.corpus.BadLine;

/** How options appear in a manifest. */
final class CommonNames {
    /** Options that change no byte of a result. */
    static final Set<String> WITHOUT_EFFECT = Set.of(
            "--json",
            "--out",
            "--force",
            "--progress",
            "--color",
            "-v",
            "-q",
            "--config",
            "--seed",
            "--threads",
            "--cache",
            "--engine",
            "--jobs-jar",
            "--master",
            "--spark-submit",
            "--spark-conf");

    private CommonNames() {}

    /** Lines that were passed over, as JSON has them. */
    static List<Map<String, Object>> plain(Path file, List<BadLine> skipped) {
        return skipped.stream()
                .map(bad -> Map.<String, Object>of("file", file.toString(), "line", bad.line(), "reason", bad.reason()))
                .<Map<String, Object>>map(TreeMap::new)
                .toList();
    }

    /** A value as JSON has it. */
    static Object plain(Object value) {
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(CommonNames::plain).toList();
        }
        if (value instanceof Path[] paths) {
            return Arrays.stream(paths).map(Path::toString).toList();
        }
        return value.toString();
    }
}
