package org.palimpsest.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.DocumentFormat;
import org.palimpsest.spark.files.ClusterFiles;
import org.palimpsest.spark.files.ListedFile;

/**
 * A file of a corpus that is to be indexed.
 *
 * @param root which of the inputs that were given it belongs to
 * @param file where it lies
 * @param original its path as the index has it: the input as given, and in a folder the name from there
 * @param id of its document, if it is one
 */
record IndexInput(int root, ListedFile file, String original, String id) implements Serializable {
    /** The files of inputs, in training order: inputs as given, those of a folder by name. */
    static List<IndexInput> list(ClusterFiles files, List<String> inputs) throws IOException {
        List<IndexInput> all = new ArrayList<>();
        for (int root = 0; root < inputs.size(); root++) {
            String input = inputs.get(root);
            List<ListedFile> listed = files.list(List.of(input));
            boolean one = listed.size() == 1 && path(listed.get(0).path()).equals(path(ClusterFiles.absolute(input)));
            int before = all.size();
            for (ListedFile file : listed) {
                if (one || DocumentFormat.of(file.name()) != null) {
                    all.add(new IndexInput(root, file, one ? plain(input) : inside(input, file.name()), file.name()));
                }
            }
            if (all.size() == before) {
                throw new CorruptInputException(
                        input,
                        "is a folder without files of documents (.jsonl, .json, .txt, .md, .parquet; all but the last"
                                + " also .gz or .zst); it has " + listed.size()
                                + " other files; name the files themselves, or another folder");
            }
        }
        return all;
    }

    private static String path(String file) {
        return new org.apache.hadoop.fs.Path(file).toUri().getPath();
    }

    private static String plain(String input) {
        if (input.startsWith("file:")) {
            return ClusterFiles.absolute(input);
        }
        return ClusterFiles.absolute(input).startsWith("/") ? Path.of(input).toString() : input;
    }

    private static String inside(String folder, String name) {
        String plain = plain(folder);
        return plain + (plain.endsWith("/") ? "" : "/") + name;
    }
}
