package org.palimpsest.corpus.index;

import java.util.OptionalLong;

/** The training step of every document of a shard, 64 bits each, -1 where it is not known. */
final class StepTable {
    private final PagedFile file;

    StepTable(PagedFile file) {
        this.file = file;
    }

    OptionalLong step(int document) {
        long step = file.littleEndianLong(SideFile.HEADER + 8L * document);
        return step < 0 ? OptionalLong.empty() : OptionalLong.of(step);
    }

    PagedFile file() {
        return file;
    }
}
