package org.palimpsest.traps.insertion;

import java.util.List;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.family.RewrittenText;
import org.palimpsest.traps.registry.Trap;

/** Writes whole documents under traps that are keys. Their placements have offset 0: the copy is the document. */
final class KeyedRewriting {
    private KeyedRewriting() {}

    /** Whether a document is long enough, which its own text decides, never a key. */
    static boolean suits(String text) {
        return LookAlikes.isSuitable(text, LookAlikes.MINIMUM_SUBSTITUTIONS);
    }

    static MarkedText mark(String source, String document, List<TrapCopy> copies) {
        if (copies.size() != 1) {
            throw new IllegalArgumentException(
                    "document " + document + " must be written under 1 key, got " + copies.size());
        }
        Trap key = copies.get(0).trap();
        RewrittenText rewritten = LookAlikes.rewrite(source, key.text());
        List<Integer> offsets = rewritten.offsets();
        List<Splice> splices = List.of();
        if (!offsets.isEmpty()) {
            int from = offsets.get(0);
            int to = offsets.get(offsets.size() - 1) + 1;
            splices = List.of(new Splice(from, to - from, rewritten.text().substring(from, to)));
        }
        Placement placement = new Placement(document, key.id(), 0, copies.get(0).copy());
        return new MarkedText(rewritten.text(), List.of(placement), List.of(), splices);
    }
}
