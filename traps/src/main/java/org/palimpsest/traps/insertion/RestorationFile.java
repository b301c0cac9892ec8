package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * Writes and reads {@code undo.jsonl}, what undoes an insertion: rows {@code {"file","original","stored","pieces","cuts":[[at,length],
 * [at,length,"base64"],...],"growth":[sequence,tokens,...]}}; a file with many cuts has several rows.
 */
public final class RestorationFile {
    /** Name of the file, beside {@link PlacementFile#NAME}. */
    public static final String NAME = "undo.jsonl";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int CUTS_A_ROW = 100_000;

    private RestorationFile() {}

    static void write(Path target, List<Restoration> restorations) throws IOException {
        AtomicOutput.write(target, out -> {
            for (Restoration restoration : restorations) {
                int from = 0;
                do {
                    int to = Math.min(restoration.cuts().size(), from + CUTS_A_ROW);
                    writeRow(out, restoration, restoration.cuts().subList(from, to), from == 0);
                    from = to;
                } while (from < restoration.cuts().size());
            }
        });
    }

    private static void writeRow(OutputStream out, Restoration restoration, List<Cut> cuts, boolean first)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("file", restoration.file());
            json.writeStringField("original", restoration.original());
            json.writeStringField("stored", restoration.stored());
            json.writeStringField("pieces", restoration.pieces());
            json.writeArrayFieldStart("cuts");
            for (Cut cut : cuts) {
                json.writeStartArray();
                json.writeNumber(cut.at());
                json.writeNumber(cut.length());
                byte[] removed = cut.removed();
                if (removed.length > 0) {
                    json.writeString(Base64.getEncoder().encodeToString(removed));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            if (first && !restoration.growth().isEmpty()) {
                json.writeArrayFieldStart("growth");
                for (long number : restoration.growth()) {
                    json.writeNumber(number);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** All restorations in the order of the file; rows of one file are joined. */
    static List<Restoration> read(Path source) throws IOException {
        List<Restoration> restorations = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(source, 0)) {
            Restoration row = lines.next(RestorationFile::parse);
            while (row != null) {
                int last = restorations.size() - 1;
                if (last >= 0 && restorations.get(last).file().equals(row.file())) {
                    restorations.set(last, joined(restorations.get(last), row));
                } else {
                    restorations.add(row);
                }
                row = lines.next(RestorationFile::parse);
            }
        }
        return restorations;
    }

    private static Restoration joined(Restoration one, Restoration more) {
        List<Cut> cuts = new ArrayList<>(one.cuts());
        cuts.addAll(more.cuts());
        return new Restoration(one.file(), one.original(), one.stored(), one.pieces(), cuts, one.growth());
    }

    private static Restoration parse(JsonParser json, InputLocation where) throws IOException {
        String[] texts = new String[4];
        Arrays.fill(texts, "");
        List<String> names = List.of("file", "original", "stored", "pieces");
        List<Cut> cuts = new ArrayList<>();
        List<Long> growth = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (names.contains(name)) {
                texts[names.indexOf(name)] = String.valueOf(JsonValues.readString(json, name, where));
            } else if (name.equals("cuts")) {
                while (json.nextToken() == JsonToken.START_ARRAY) {
                    cuts.add(cut(json));
                }
            } else if (name.equals("growth")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    growth.add(json.getLongValue());
                }
            } else {
                json.skipChildren();
            }
        }
        for (int i = 0; i < texts.length; i++) {
            if (texts[i].isEmpty()) {
                throw where.error("field \"" + names.get(i) + "\" is missing or empty; give the " + NAME
                        + " that the insertion wrote");
            }
        }
        return new Restoration(texts[0], texts[1], texts[2], texts[3], cuts, growth);
    }

    private static Cut cut(JsonParser json) throws IOException {
        long at = json.nextLongValue(-1);
        long length = json.nextLongValue(-1);
        byte[] removed = new byte[0];
        if (json.nextToken() == JsonToken.VALUE_STRING) {
            removed = Base64.getDecoder().decode(json.getText());
            json.nextToken();
        }
        return new Cut(at, length, removed);
    }
}
