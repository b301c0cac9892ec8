package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file of one document or more that traps can be put into, in two passes. */
interface CorpusFile {
    /** Name under which it is written, with {@code /} between folders. */
    String name();

    /** Ids of all documents with text. */
    List<String> ids() throws IOException;

    /** The suitable documents with the smallest keyed hashes, as many as the plan needs in all. */
    List<ChosenDocument> scan(InsertionPlan plan, Lanes lanes) throws IOException;

    /**
     * Writes the file with its traps.
     *
     * @param plan what goes where
     * @param chosen documents by their number in the file, from 1
     * @param folder where it goes, under its name
     * @param changes is told of every source that gets traps
     * @param lanes whether a thread more may be used
     */
    MarkedFile rewrite(
            InsertionPlan plan,
            Map<Long, Assignment.Ranked> chosen,
            MarkedOutput.Folder folder,
            ChangeListener changes,
            Lanes lanes)
            throws IOException;

    /** A chosen document that is not there, or is another one. */
    static IOException changed(Path input, long number) {
        return new IOException(input + ", line or part " + number
                + ": the document that was chosen in the first pass is not there in the second;"
                + " let no other program write the file, and insert again");
    }
}
