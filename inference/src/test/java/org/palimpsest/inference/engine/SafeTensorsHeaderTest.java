package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.CorruptInputException;

class SafeTensorsHeaderTest {
    @TempDir
    private Path folder;

    private SafeTensorsFile open(String json, int data) throws IOException {
        byte[] header = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
        Path file = folder.resolve("a.safetensors");
        Files.write(file, bytes.putLong(header.length).put(header).array());
        return SafeTensorsFile.open(file);
    }

    /** The order of the header, of the data and padding are free; tensors may be empty or single numbers. */
    @Test
    void whatTheFormatAllowsIsRead() throws IOException {
        SafeTensorsFile file = open(
                "{'b':{'shape':[2],'dtype':'F32','data_offsets':[5,13],'note':{'x':[1]}},'__metadata__':{'format':'pt'},"
                        + "'e':{'dtype':'F16','shape':[0,4],'data_offsets':[5,5]},"
                        + "'f':{'dtype':'F4','shape':[3],'data_offsets':[13,15]},"
                        + "'a':{'dtype':'BOOL','shape':[5],'data_offsets':[0,5]},"
                        + "'z':{'dtype':'I64','shape':[],'data_offsets':[15,23]}}     ",
                30);
        assertThat(file.entries()).containsOnlyKeys("a", "b", "e", "f", "z");
        assertThat(file.entry("b").shape()).containsExactly(2);
        assertThat(file.entry("b").start()).isEqualTo(file.entry("e").end());
        assertThat(Objects.requireNonNull(file.entries().get("z")).shape()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                                     | the header at offset 8 must be a JSON object
            {'a':{}}{}                                                             | tensor a: dtype must be one of BF16, BOOL, C64, F16, F32, F4, F64, F6_E2M3
            {}{}                                                                   | the header at offset 8 must be one JSON object, found more behind it
            {'a'                                                                   | the header at offset 8 is not JSON
            {'a':5}                                                                | tensor a: the header must have an object with dtype, shape and data_offsets
            {'a':[[[[]]]]}                                                         | tensor a: the header must have an object
            {'a':{'dtype':'F32'}}                                                  | tensor a: shape must be a list of whole numbers, found nothing
            {'a':{'dtype':'F32','shape':'2'}}                                      | tensor a: shape must be a list of at most 32 numbers
            {'a':{'dtype':'F32','shape':[2.0]}}                                    | tensor a: shape must be whole numbers of at least 0, found 2.0
            {'a':{'dtype':'F32','shape':[-2]}}                                     | tensor a: shape must be whole numbers of at least 0, found -2
            {'a':{'dtype':'F32','shape':[18446744073709551616]}}                   | tensor a: shape must be whole numbers of at least 0, found 18446744073709551616
            {'a':{'dtype':'F32','shape':[2]}}                                      | tensor a: data_offsets must be a start and an end that is not below it, found nothing
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}                 | tensor a: data_offsets must be a start and an end that is not below it, found [8, 0]
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}}               | tensor a: data_offsets must be a start and an end that is not below it, found [0, 8, 9]
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}                | tensor a: data_offsets must be whole numbers of at least 0, found -8
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[20,28]}}               | tensor a needs bytes [20, 28) after the header, found 24; it is cut short or corrupt, fetch it again
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[9223372036854775799,9223372036854775807]}} | tensor a needs bytes [9223372036854775799, 9223372036854775807) after the header
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}                 | tensor a of shape [2] needs 8 bytes, found 4
            {'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | tensor a: shape [4294967296, 4294967296] is larger than any file
            {'a':{'dtype':'U8','shape':[],'data_offsets':[0,1]},'a':{'dtype':'U8','shape':[],'data_offsets':[1,2]}} | tensor a stands twice in the header
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | overlaps tensor b, which ends at 124
            """)
    void whatItForbidsIsNamed(String json, String message) {
        assertThatThrownBy(() -> open(json, 24))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContainingAll("a.safetensors", message);
    }

    @Test
    void textOfAnotherEncodingIsNotRead() throws IOException {
        byte[] header = "{}".getBytes(StandardCharsets.UTF_16LE);
        Path file = folder.resolve("a.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(4)
                        .put(header)
                        .array());
        assertThatThrownBy(() -> SafeTensorsFile.open(file)).hasMessageContaining("the header at offset 8 is not JSON");
    }

    /** A length that lies costs no memory, and a list that never ends is given up. */
    @Test
    void claimsOfSizeAreNotBelieved() throws IOException {
        Path file = folder.resolve("b.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(100L << 20)
                        .array());
        assertThatThrownBy(() -> SafeTensorsFile.open(file))
                .hasMessageContaining("the header's length at offset 0 must be in [2, 56], found 104857600");
        try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
            longer.setLength(1L << 30);
            longer.write(new byte[] {1, 0, 0, 0, 1, 0, 0, 0});
        }
        assertThatThrownBy(() -> SafeTensorsFile.open(file))
                .hasMessageContaining("in [2, 104857600], found 4294967297");
        assertThatThrownBy(() ->
                        open("{'a':{'dtype':'F32','shape':[" + "1,".repeat(100_000) + "1],'data_offsets':[0,4]}}", 4))
                .hasMessageContaining("tensor a: shape must be a list of at most 32 numbers");
    }
}
