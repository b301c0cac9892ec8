package org.palimpsest.corpus.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.jspecify.annotations.Nullable;

/** Ids and steps of documents, quickest when asked in their order. For one thread. */
final class DocumentValues {
    private final List<LeafReaderContext> leaves;
    private @Nullable BinaryDocValues ids;
    private @Nullable NumericDocValues steps;
    private int leafOfIds = -1;
    private int leafOfSteps = -1;

    DocumentValues(DirectoryReader reader) {
        this.leaves = reader.leaves();
    }

    String id(int document) throws IOException {
        int leaf = ReaderUtil.subIndex(document, leaves);
        int local = document - leaves.get(leaf).docBase;
        BinaryDocValues values = ids;
        if (values == null || leaf != leafOfIds || values.docID() > local) {
            values = DocValues.getBinary(leaves.get(leaf).reader(), SearchFields.ID);
            ids = values;
            leafOfIds = leaf;
        }
        if (!values.advanceExact(local)) {
            throw new IllegalStateException("document " + document + " has no id");
        }
        return values.binaryValue().utf8ToString();
    }

    @Nullable
    Long step(int document) throws IOException {
        int leaf = ReaderUtil.subIndex(document, leaves);
        int local = document - leaves.get(leaf).docBase;
        NumericDocValues values = steps;
        if (values == null || leaf != leafOfSteps || values.docID() > local) {
            values = DocValues.getNumeric(leaves.get(leaf).reader(), SearchFields.STEP);
            steps = values;
            leafOfSteps = leaf;
        }
        return values.advanceExact(local) ? values.longValue() : null;
    }
}
