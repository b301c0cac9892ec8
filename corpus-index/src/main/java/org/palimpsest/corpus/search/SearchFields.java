package org.palimpsest.corpus.search;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.transcript.StepMap;

/** A document as Lucene keeps it. */
final class SearchFields {
    /** Words with positions, for BM25 and phrases. */
    static final String WORDS = "words";
    /** Entity ids as terms, with offsets and the payload of {@link PostingPayload}. */
    static final String ENTITIES = "entities";
    /** The text as it was. */
    static final String TEXT = "text";
    /** The document's id. */
    static final String ID = "id";
    /** The training step, where it is known. */
    static final String STEP = "step";
    /** Memory of the writer. */
    static final int BUFFER_MIB = 64;

    private static final FieldType WORDS_TYPE = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static final FieldType ENTITIES_TYPE = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);

    private final EntityLinker linker;
    private final @Nullable StepMap steps;

    SearchFields(EntityLinker linker, @Nullable StepMap steps) {
        this.linker = linker;
        this.steps = steps;
    }

    /** One thread, and merges of neighbours only, so that documents keep their order. */
    static IndexWriterConfig writing() {
        return new IndexWriterConfig()
                .setRAMBufferSizeMB(BUFFER_MIB)
                .setMergePolicy(new LogByteSizeMergePolicy())
                .setMergeScheduler(new SerialMergeScheduler());
    }

    List<IndexableField> of(Document document) {
        List<SearchWord> words = SearchWord.of(document.text());
        List<IndexableField> fields = new ArrayList<>();
        fields.add(new Field(WORDS, new WordStream(words), WORDS_TYPE));
        fields.add(new Field(ENTITIES, new MentionStream(linker.link(words)), ENTITIES_TYPE));
        fields.add(new StoredField(TEXT, document.text()));
        fields.add(new BinaryDocValuesField(ID, new BytesRef(document.id())));
        OptionalLong step = steps == null ? OptionalLong.empty() : steps.step(document.id());
        step.ifPresent(value -> fields.add(new NumericDocValuesField(STEP, value)));
        return fields;
    }

    private static FieldType type(IndexOptions options) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(options);
        type.setOmitNorms(options == IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        type.freeze();
        return type;
    }
}
