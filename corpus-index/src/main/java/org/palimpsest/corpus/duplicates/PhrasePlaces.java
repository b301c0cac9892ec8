package org.palimpsest.corpus.duplicates;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Sightings of phrases in the parts of a corpus, added up in its order; without training steps. */
public final class PhrasePlaces {
    private final int limit;
    private final long[] places;
    private final List<List<Sighting.Holder>> holders = new ArrayList<>();
    private long documents;

    /**
     * No part yet.
     *
     * @param phrases how many phrases are looked for
     * @param limit documents shown of each, at least 0
     */
    public PhrasePlaces(int phrases, int limit) {
        this.limit = limit;
        this.places = new long[phrases];
        for (int i = 0; i < phrases; i++) {
            holders.add(new ArrayList<>());
        }
    }

    /**
     * Writes the sightings of a part.
     *
     * @param documents how many documents the part has
     * @param sightings those of all phrases, each with as many documents as the whole shows
     * @param out where to
     * @throws IOException if they cannot be written
     */
    public static void write(long documents, List<Sighting> sightings, DataOutputStream out) throws IOException {
        out.writeLong(documents);
        for (Sighting sighting : sightings) {
            out.writeLong(sighting.places());
            out.writeInt(sighting.documents().size());
            for (Sighting.Holder holder : sighting.documents()) {
                out.writeLong(holder.document());
                out.writeLong(holder.position());
                byte[] id = holder.id().getBytes(StandardCharsets.UTF_8);
                out.writeInt(id.length);
                out.write(id);
            }
        }
    }

    /**
     * Adds the next part.
     *
     * @param in what {@link #write} wrote for it
     * @throws IOException if it cannot be read
     */
    public void add(DataInputStream in) throws IOException {
        long before = documents;
        documents += in.readLong();
        for (int phrase = 0; phrase < places.length; phrase++) {
            places[phrase] += in.readLong();
            List<Sighting.Holder> found = holders.get(phrase);
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                long document = before + in.readLong();
                long position = in.readLong();
                String id = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                if (found.size() < limit) {
                    found.add(new Sighting.Holder(document, id, position, OptionalLong.empty()));
                }
            }
        }
    }

    /** Returns the sightings in all parts, one for each phrase. */
    public List<Sighting> sightings() {
        List<Sighting> all = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            all.add(new Sighting(places[i], places[i], holders.get(i), OptionalLong.empty()));
        }
        return all;
    }

    /**
     * A sighting as a row of a list of counts.
     *
     * @param phrase the phrase
     * @param unit what it is made of: tokens or words
     * @param sighting where it stands
     * @return one line of JSON, without a line end
     */
    public static String json(BenchmarkItem phrase, String unit, Sighting sighting) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", phrase.id());
        row.put("length", phrase.length());
        row.put("unit", unit);
        row.put("places", sighting.places());
        row.put(
                "documents",
                sighting.documents().stream().map(OverlapJson::holder).toList());
        return OverlapJson.line(row);
    }
}
