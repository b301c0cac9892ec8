package org.palimpsest.traps.insertion;

import java.io.Serializable;
import java.util.List;

/** Deals copies of traps to the documents of an insertion, which are numbered by rank. */
interface Dealing extends Serializable {
    /** Number of documents that get a copy. */
    int documents();

    /** The copies that the document of a rank in 0..documents()-1 gets: one or more, of different traps. */
    List<TrapCopy> copiesOf(int rank);
}
