package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookAlikeFamilyTest extends TrapFamilyContract {
    @Override
    TrapFamily family() {
        return new LookAlikeFamily();
    }

    @Test
    void aCandidateIsAKeyForWholeDocuments() {
        assertThat(family().scoringUnit()).isEqualTo(ScoringUnit.DOCUMENTS);
        assertThat(family().draw(KeyedStream.of(new byte[] {1}, "k"))).matches("[0-9a-f]{32}");
    }
}
