package org.palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.spark.OfferedDocuments.Offers;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.insertion.ChosenDocument;

class OfferedDocumentsTest {
    @TempDir
    Path folder;

    @Test
    void mergesTheSmallestHashesWithAllTheirOffers() throws IOException {
        RandomGenerator random = RandomStream.of(1, "offers");
        for (int run = 0; run < 50; run++) {
            List<ChosenDocument> all = new ArrayList<>();
            List<Offers> files = new ArrayList<>();
            for (int f = 0; f < 5; f++) {
                List<ChosenDocument> own = new ArrayList<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    own.add(new ChosenDocument(random.nextInt(3) - 1, random.nextInt(8) - 4, "f" + f, own.size() + 1));
                }
                own.sort(null);
                Path rows = folder.resolve("rows");
                OfferedDocuments.write(rows, own);
                files.add(Offers.open("f" + f, new ByteArrayInputStream(Files.readAllBytes(rows))));
                all.addAll(own);
            }
            all.sort(null);
            int wanted = 1 + random.nextInt(12);
            List<ChosenDocument> expected = new ArrayList<>();
            long hashes = 0;
            for (int i = 0; i < all.size(); i++) {
                boolean other = i == 0
                        || all.get(i).high() != all.get(i - 1).high()
                        || all.get(i).low() != all.get(i - 1).low();
                hashes += other ? 1 : 0;
                if (hashes <= wanted) {
                    expected.add(all.get(i));
                }
            }
            assertThat(OfferedDocuments.smallest(files, wanted)).isEqualTo(expected);
        }
    }
}
