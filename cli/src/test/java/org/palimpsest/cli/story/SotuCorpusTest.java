package org.palimpsest.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;

class SotuCorpusTest {
    private static final List<Document> ADDRESSES = read();

    private static List<Document> read() {
        try (Stream<Document> addresses = SotuCorpus.addresses()) {
            return addresses.toList();
        }
    }

    @Test
    void holdsEveryAddressInOrder() {
        assertThat(ADDRESSES).hasSize(SotuCorpus.ADDRESSES);
        assertThat(ADDRESSES).extracting(Document::id).doesNotHaveDuplicates();
        assertThat(ADDRESSES.get(0).id()).isEqualTo("1790-washington");
        assertThat(ADDRESSES.get(ADDRESSES.size() - 1).id()).isEqualTo("2021-biden");
        assertThat(ADDRESSES.stream().mapToInt(a -> Integer.parseInt(String.valueOf(a.created()))))
                .isSorted();
        assertThat(ADDRESSES)
                .extracting(Document::id)
                .containsSubsequence("1953-truman", "1953-eisenhower", "1961-eisenhower", "1961-kennedy")
                .contains("1838-van-buren", "1897-mckinley");
    }

    @Test
    void saysWhoSpoke() {
        Document lincoln = ADDRESSES.stream()
                .filter(a -> a.id().equals("1862-lincoln"))
                .findFirst()
                .orElseThrow();
        assertThat(lincoln.metadata())
                .containsEntry("president", "Abraham Lincoln")
                .containsEntry("party", "Republican");
        assertThat(lincoln.source()).isEqualTo("sotu");
        assertThat(lincoln.text())
                .startsWith(" Fellow-Citizens of the Senate and House of Representatives: Since your last")
                .contains("the last best hope of earth");
    }

    @Test
    void passagesLoseNothing() {
        int passages = 0;
        for (Document address : ADDRESSES) {
            List<Document> cut = Passages.of(address, 40);
            String joined = String.join(" ", cut.stream().map(Document::text).toList());
            assertThat(joined).isEqualTo(String.join(" ", Passages.words(address.text())));
            assertThat(cut.stream().mapToInt(passage -> passage.text().split(" ", -1).length))
                    .as(address.id())
                    .allMatch(words -> words >= 20 && words <= 48);
            passages += cut.size();
        }
        assertThat(passages).isEqualTo(44_943);
    }
}
