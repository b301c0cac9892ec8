package org.palimpsest.cli.report;

import java.util.List;

/**
 * Parts that the reader unfolds.
 *
 * @param summary what is seen of them while they are folded
 * @param blocks the parts
 */
public record Details(String summary, List<Block> blocks) implements Block {
    /** Copies the list. */
    public Details {
        blocks = List.copyOf(blocks);
    }

    /** Parts under a summary. */
    public static Details of(String summary, Block... blocks) {
        return new Details(summary, List.of(blocks));
    }

    @Override
    public void writeTo(Markup out) {
        out.open("details").line().element("summary", summary).line();
        blocks.forEach(block -> block.writeTo(out));
        out.close().line();
    }
}
