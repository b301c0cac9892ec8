package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One suffix array and what lies beside it. Safe for use by many threads. */
final class Shard {
    private final TokenFile text;
    private final SuffixTable table;
    private final SuffixSearch search;
    private final DocumentTable documents;
    private final DocumentLines lines;
    private final @Nullable InverseTable inverse;
    private final @Nullable StepTable steps;
    private final PagedFile[] files;

    private Shard(
            TokenFile text,
            SuffixTable table,
            SuffixSearch search,
            DocumentTable documents,
            DocumentLines lines,
            @Nullable InverseTable inverse,
            @Nullable StepTable steps,
            PagedFile... files) {
        this.text = text;
        this.table = table;
        this.search = search;
        this.documents = documents;
        this.lines = lines;
        this.inverse = inverse;
        this.steps = steps;
        this.files = files;
    }

    /** Opens the files of a shard and checks that they belong together; pages are checked as they are read. */
    static Shard open(ShardFiles files, IndexManifest.Shard shard, TokenWidth width, int mappingBits)
            throws IOException {
        Map<String, PageSums> sums = IndexManifest.checksums(files, shard);
        PagedFile tokens = open(files.tokens(), sums, mappingBits);
        PagedFile pointers = open(files.table(), sums, mappingBits);
        PagedFile offsets = open(files.offsets(), sums, mappingBits);
        PagedFile metadata = open(files.metadata(), sums, mappingBits);
        PagedFile metadataOffsets = open(files.metadataOffsets(), sums, mappingBits);
        length(tokens, shard.tokens() * width.bytes());
        length(offsets, shard.documents() * 8);
        length(metadataOffsets, shard.documents() * 8);
        if (pointers.size() % shard.tokens() != 0 || pointers.size() / shard.tokens() > 8) {
            throw new CorruptIndexException(
                    pointers.path(), 0, pointers.size() + " bytes", "1 to 8 for each of " + shard.tokens() + " tokens");
        }
        TokenFile text = TokenFile.of(tokens, width);
        SuffixTable table = new SuffixTable(pointers, shard.tokens(), width.bytes());
        PagedFile starts = open(files.side(SideFile.Kind.START), sums, mappingBits);
        PagedFile blocks = open(files.side(SideFile.Kind.BLOCK), sums, mappingBits);
        SideFile startHeader = SideFile.read(starts, SideFile.Kind.START, shard.tokens(), shard.id());
        SideFile blockHeader = SideFile.read(blocks, SideFile.Kind.BLOCK, shard.tokens(), shard.id());
        FirstTable firsts = null;
        Path firstPath = files.side(SideFile.Kind.FIRST);
        if (sums.containsKey(String.valueOf(firstPath.getFileName()))) {
            PagedFile ranks = open(firstPath, sums, mappingBits);
            firsts = new FirstTable(ranks, SideFile.read(ranks, SideFile.Kind.FIRST, shard.tokens(), shard.id()));
        }
        InverseTable inverse = null;
        Path inversePath = files.side(SideFile.Kind.INVERSE);
        if (sums.containsKey(String.valueOf(inversePath.getFileName()))) {
            PagedFile ranks = open(inversePath, sums, mappingBits);
            SideFile.read(ranks, SideFile.Kind.INVERSE, shard.tokens(), shard.id());
            inverse = new InverseTable(ranks);
        }
        StepTable steps = null;
        Path stepPath = files.side(SideFile.Kind.STEP);
        if (sums.containsKey(String.valueOf(stepPath.getFileName()))) {
            PagedFile numbers = open(stepPath, sums, mappingBits);
            SideFile.read(numbers, SideFile.Kind.STEP, shard.tokens(), shard.id());
            steps = new StepTable(numbers);
        }
        return new Shard(
                text,
                table,
                new SuffixSearch(text, table, new StartTable(starts, startHeader), firsts),
                new DocumentTable(offsets, blocks, blockHeader.parameter(), text),
                new DocumentLines(metadata, metadataOffsets),
                inverse,
                steps,
                tokens,
                pointers,
                offsets,
                metadata,
                metadataOffsets,
                starts,
                blocks);
    }

    private static PagedFile open(Path path, Map<String, PageSums> sums, int mappingBits) throws IOException {
        PageSums known = sums.get(String.valueOf(path.getFileName()));
        if (known == null) {
            throw new CorruptIndexException(path, 0, "no checksums of it", "one for every page");
        }
        PagedFile file = PagedFile.open(path, mappingBits);
        known.guard(file);
        return file;
    }

    private static void length(PagedFile file, long bytes) throws IOException {
        if (file.size() != bytes) {
            throw new CorruptIndexException(
                    file.path(), Math.min(bytes, file.size()), file.size() + " bytes", bytes + " bytes");
        }
    }

    /** Checks every page of every file, and that documents rise. */
    void checkAll() throws IOException {
        for (PagedFile file : files) {
            file.checkAll();
        }
        if (inverse != null) {
            inverse.file().checkAll();
        }
        if (steps != null) {
            steps.file().checkAll();
        }
        documents.check();
    }

    /** Length of all files. */
    long bytes() {
        long sum = inverse == null ? 0 : inverse.file().size();
        sum += steps == null ? 0 : steps.file().size();
        for (PagedFile file : files) {
            sum += file.size();
        }
        return sum;
    }

    TokenFile text() {
        return text;
    }

    SuffixTable table() {
        return table;
    }

    SuffixSearch search() {
        return search;
    }

    DocumentTable documents() {
        return documents;
    }

    DocumentLines lines() {
        return lines;
    }

    @Nullable
    StepTable steps() {
        return steps;
    }

    @Nullable
    InverseTable inverse() {
        return inverse;
    }
}
