package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class XoshiroLanesTest {
    @Test
    void everyLaneIsAGeneratorOfItsOwn() {
        byte[] key = RandomStream.key(1, "lanes");
        Xoshiro parent = new Xoshiro(key);
        Xoshiro[] lanes = new Xoshiro[XoshiroLanes.LANES];
        for (int lane = 0; lane < lanes.length; lane++) {
            ByteBuffer start = ByteBuffer.allocate(32);
            for (int word = 0; word < 4; word++) {
                start.putLong(parent.nextLong());
            }
            lanes[lane] = new Xoshiro(start.array());
        }
        XoshiroLanes words = new XoshiroLanes(new Xoshiro(key));
        for (int i = 0; i < 5 * lanes.length; i++) {
            assertThat(words.ready()).isEqualTo(lanes.length - i % lanes.length);
            assertThat(words.cells()[words.take(1)]).isEqualTo(lanes[i % lanes.length].nextLong());
        }
    }
}
