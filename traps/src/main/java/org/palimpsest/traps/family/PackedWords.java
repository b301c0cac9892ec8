package org.palimpsest.traps.family;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * An unmodifiable list of words whose letters lie side by side in slots of 16 bytes: picking a word at random touches one place
 * of memory instead of three, and it is copied by two moves of eight bytes. Lists with words beyond Latin-1, or above 15
 * letters, are kept as strings only.
 */
final class PackedWords extends AbstractList<String> implements RandomAccess {
    /** Bytes of a slot: how far behind the start of a word {@link #copy} may write. */
    static final int SLOT = 16;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final List<String> words;
    private final byte[] slots;

    PackedWords(List<String> words) {
        this.words = List.copyOf(words);
        boolean small = this.words.stream()
                .allMatch(word -> word.length() < SLOT && word.chars().allMatch(c -> c < 0x100));
        this.slots = new byte[small ? SLOT * this.words.size() : 0];
        for (int i = 0; small && i < this.words.size(); i++) {
            byte[] letters = this.words.get(i).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(letters, 0, slots, SLOT * i, letters.length);
            slots[SLOT * i + SLOT - 1] = (byte) letters.length;
        }
    }

    /** Whether words can be copied. */
    boolean isPacked() {
        return slots.length > 0;
    }

    /** Copies a word as Latin-1 and spoils what follows it within a slot; returns the offset behind the word. */
    int copy(int word, byte[] target, int offset) {
        int slot = SLOT * word;
        EIGHT.set(target, offset, (long) EIGHT.get(slots, slot));
        EIGHT.set(target, offset + Long.BYTES, (long) EIGHT.get(slots, slot + Long.BYTES));
        return offset + slots[slot + SLOT - 1];
    }

    @Override
    public String get(int index) {
        return words.get(index);
    }

    @Override
    public int size() {
        return words.size();
    }
}
