package org.palimpsest.corpus.index;

/** The rank of the suffix at every position, 32 bits each. */
final class InverseTable {
    private final PagedFile file;

    InverseTable(PagedFile file) {
        this.file = file;
    }

    PagedFile file() {
        return file;
    }

    long rank(long position) {
        return Integer.toUnsignedLong(Integer.reverseBytes(file.bigEndianInt(SideFile.HEADER + (position << 2))));
    }
}
