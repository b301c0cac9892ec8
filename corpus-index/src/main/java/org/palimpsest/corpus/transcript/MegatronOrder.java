package org.palimpsest.corpus.transcript;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The index maps of Megatron-LM and GPT-NeoX. {@code doc_idx} holds the documents of all epochs, shuffled; {@code sample_idx} says in
 * two columns with which entry of {@code doc_idx} and which token of it each sequence begins; {@code shuffle_idx} says which sequence
 * was drawn when. Sequence s goes from row s to row s + 1 of {@code sample_idx}, and one token beyond, the last target.
 */
public final class MegatronOrder implements TrainerOrder {
    private final NpyArray documents;
    private final NpyArray samples;
    private final NpyArray shuffle;

    private MegatronOrder(NpyArray documents, NpyArray samples, NpyArray shuffle) {
        this.documents = documents;
        this.samples = samples;
        this.shuffle = shuffle;
    }

    /**
     * Opens the three maps.
     *
     * @param prefix what stands before {@code doc_idx.npy}, {@code sample_idx.npy} and {@code shuffle_idx.npy} in their names, with or
     *     without the last underscore; or a folder that holds one such set
     * @return the order
     * @throws CorruptInputException if the maps do not fit together
     * @throws NoSuchFileException if one is missing
     * @throws IOException if one cannot be read
     */
    public static MegatronOrder open(Path prefix) throws IOException {
        String stem = Files.isDirectory(prefix) ? only(prefix) : prefix.toString();
        NpyArray documents = NpyArray.open(map(stem, "doc_idx"), NpyArray.Width.I32);
        NpyArray samples = NpyArray.open(map(stem, "sample_idx"), NpyArray.Width.I32);
        NpyArray shuffle = NpyArray.open(map(stem, "shuffle_idx"), NpyArray.Width.U32);
        if (samples.columns() != 2 || samples.rows() < 2) {
            throw new CorruptInputException(
                    samples.file().toString(),
                    "has " + samples.rows() + " rows of " + samples.columns()
                            + ", expected at least 2 rows of 2: document and offset");
        }
        if (shuffle.rows() == 0 || shuffle.rows() > samples.rows() - 1) {
            throw new CorruptInputException(
                    shuffle.file().toString(),
                    "has " + shuffle.rows() + " sequences, expected 1 to " + (samples.rows() - 1) + " as "
                            + samples.file().getFileName() + " has; the maps must be of one run");
        }
        return new MegatronOrder(documents, samples, shuffle);
    }

    private static String only(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*shuffle_idx.npy")) {
            files.forEach(found::add);
        }
        if (found.size() != 1) {
            throw new CorruptInputException(
                    folder.toString(),
                    "holds " + found.size()
                            + " files *shuffle_idx.npy, expected 1; name what stands before shuffle_idx.npy");
        }
        String name = String.valueOf(found.get(0).getFileName());
        String start = name.substring(0, name.length() - "shuffle_idx.npy".length());
        return folder + folder.getFileSystem().getSeparator() + start;
    }

    private static Path map(String stem, String name) {
        Path joined = Path.of(stem + name + ".npy");
        return stem.endsWith("_") || Files.exists(joined) ? joined : Path.of(stem + "_" + name + ".npy");
    }

    @Override
    public long sequences() {
        return shuffle.rows();
    }

    @Override
    public List<Piece> sequence(long position) throws IOException {
        long sample = shuffle.get(position);
        if (sample < 0 || sample >= samples.rows() - 1) {
            throw new CorruptInputException(
                    shuffle.file().toString(),
                    "entry " + position + " names sequence " + sample + ", expected 0 to " + (samples.rows() - 2));
        }
        long first = samples.get(sample, 0);
        long last = samples.get(sample + 1, 0);
        long begin = samples.get(sample, 1);
        long end = samples.get(sample + 1, 1) + 1;
        if (first < 0
                || first > last
                || last >= documents.rows()
                || begin < 0
                || end < 1
                || (first == last && end <= begin)) {
            throw new CorruptInputException(
                    samples.file().toString(),
                    "row " + sample + " begins at entry " + first + " and the next at " + last
                            + ", expected 0 <= first <= next < " + documents.rows() + " and offsets that rise");
        }
        List<Piece> pieces = new ArrayList<>((int) Math.min(1024, last - first + 1));
        for (long entry = first; entry <= last; entry++) {
            pieces.add(new Piece(document(entry), entry == first ? begin : 0, entry == last ? end : Piece.END));
        }
        return pieces;
    }

    private long document(long entry) throws CorruptInputException {
        long document = documents.get(entry);
        if (document < 0) {
            throw new CorruptInputException(
                    documents.file().toString(),
                    "entry " + entry + " is " + document + ", expected a document's number");
        }
        return document;
    }
}
