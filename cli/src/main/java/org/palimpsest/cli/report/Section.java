package org.palimpsest.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A section of a report. Immutable.
 *
 * @param heading not blank
 * @param blocks its parts, in order
 */
public record Section(String heading, List<Block> blocks) {
    /** @throws IllegalArgumentException if the heading is blank */
    public Section {
        if (heading.isBlank()) {
            throw new IllegalArgumentException("a section needs a heading that is not blank, got \"" + heading + "\"");
        }
        blocks = List.copyOf(blocks);
    }

    /** A section without parts. */
    public static Section titled(String heading) {
        return new Section(heading, List.of());
    }

    /** This section with one more part. */
    public Section with(Block block) {
        List<Block> more = new ArrayList<>(blocks);
        more.add(block);
        return new Section(heading, more);
    }

    void writeTo(Markup out, String id) {
        out.open("section", "id", id, "aria-labelledby", id + "-heading").line();
        out.element("h2", heading, "id", id + "-heading").line();
        blocks.forEach(block -> block.writeTo(out));
        out.close().line();
    }
}
