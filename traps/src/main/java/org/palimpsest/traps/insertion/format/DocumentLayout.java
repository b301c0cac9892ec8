package org.palimpsest.traps.insertion.format;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every character of a source is, and the blocks of its text. Offsets are in UTF-16 units of the source. */
public final class DocumentLayout {
    /** Markup that no reader sees as text. */
    static final byte MARKUP = 0;

    /** Text that may be split at a word boundary. */
    static final byte PROSE = 1;

    /** Text that readers see and that stays whole: links, code, headings. */
    static final byte WHOLE = 2;

    /** There is no place. */
    public static final int NOWHERE = -1;

    private final String source;
    private final byte[] kinds;
    private final List<TextBlock> blocks;
    private final EnumMap<Carrier, List<Integer>> attributes;
    private final int notesAt;

    DocumentLayout(
            String source, byte[] kinds, List<TextBlock> blocks, Map<Carrier, List<Integer>> attributes, int notesAt) {
        this.source = source;
        this.kinds = kinds;
        this.blocks = List.copyOf(blocks);
        this.attributes = new EnumMap<>(Carrier.class);
        attributes.forEach((carrier, ends) -> this.attributes.put(carrier, List.copyOf(ends)));
        this.notesAt = notesAt;
    }

    /**
     * The source.
     *
     * @return as it was given
     */
    public String source() {
        return source;
    }

    /**
     * The blocks of running text.
     *
     * @return by ascending start; they do not overlap
     */
    public List<TextBlock> blocks() {
        return blocks;
    }

    /**
     * Ends of values of attributes.
     *
     * @param carrier {@link Carrier#ALT} or {@link Carrier#TITLE}
     * @return offsets of the closing quotes, ascending; empty for other carriers
     */
    public List<Integer> attributeEnds(Carrier carrier) {
        List<Integer> ends = attributes.get(carrier);
        return ends == null ? List.of() : ends;
    }

    /**
     * Where notes go.
     *
     * @return an offset, or {@link #NOWHERE}
     */
    public int notesAt() {
        return notesAt;
    }

    /**
     * Whether a character is prose.
     *
     * @param offset in [0, length)
     * @return whether text may be put beside it
     */
    public boolean isProse(int offset) {
        return kinds[offset] == PROSE;
    }

    /**
     * Whether a reader sees a character.
     *
     * @param offset in [0, length)
     * @return false for markup
     */
    public boolean isVisible(int offset) {
        return kinds[offset] != MARKUP;
    }

    /**
     * What a reader sees: the blocks with a line end after each but the last, entities and escapes as they are written.
     *
     * @param origin if given, is filled with the offset of every character of the result in the source
     * @return the text; for a source that is prose throughout, the source itself
     */
    public String visible(int @Nullable [] origin) {
        StringBuilder text = new StringBuilder(source.length());
        for (TextBlock block : blocks) {
            if (!text.isEmpty()) {
                note(origin, text.length(), block.start() - 1);
                text.append('\n');
            }
            for (int i = block.start(); i < block.end(); i++) {
                if (kinds[i] != MARKUP) {
                    note(origin, text.length(), i);
                    text.append(source.charAt(i));
                }
            }
        }
        return text.toString();
    }

    private static void note(int @Nullable [] origin, int at, int offset) {
        if (origin != null) {
            origin[at] = offset;
        }
    }
}
