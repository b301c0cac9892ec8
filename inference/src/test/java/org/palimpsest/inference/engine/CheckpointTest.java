package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.inference.generation.GenerationOptions;

class CheckpointTest {
    @TempDir
    private Path folder;

    private final LlamaConfig config = TinyModel.config(2, true);

    @BeforeEach
    void write() throws IOException {
        TinyModel.write(folder, config, TinyModel.weights(config, 1));
    }

    private void assertRefused(String... parts) {
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            assertThatThrownBy(() -> Checkpoint.load(runtime, folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(parts);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "100", "5000", "-1"})
    void aFileCutShortIsNamed(int length) throws IOException {
        Path file = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));
        assertRefused("model.safetensors", "found");
    }

    @Test
    void aTensorOfAnotherShapeIsNamedWithBothShapes() throws IOException {
        LlamaConfig wider = new LlamaConfig(300, 16, 32, 2, 4, 2, 40, 10_000, 1e-5, true, 0);
        Files.writeString(folder.resolve("config.json"), wider.toJson());
        assertRefused("model.layers.0.mlp.gate_proj.weight", "[32, 16]", "[24, 16]");
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        LlamaConfig untied = TinyModel.config(2, false);
        Files.writeString(folder.resolve("config.json"), untied.toJson());
        assertRefused("tensor lm_head.weight of shape [300, 16] is missing");
    }

    @Test
    void otherArchitecturesAndBrokenConfigurationsAreNamed() throws IOException {
        Path file = folder.resolve("config.json");
        Files.writeString(file, "{\"model_type\":\"bert\"}");
        assertRefused("config.json", "model_type must be one of");
        Files.writeString(file, config.toJson().replace("\"hidden_size\"", "\"width\""));
        assertRefused("hidden_size must be a whole number of at least 1, found nothing");
        Files.writeString(file, config.toJson().replace("\"attention_bias\" : false", "\"attention_bias\" : true"));
        assertRefused("tensor model.layers.0.self_attn.q_proj.bias of shape [16] is missing");
        Files.writeString(file, "{");
        assertRefused("config.json", "is not JSON");
        Files.delete(file);
        assertRefused("config.json", "there is no such file");
        Path within = Files.createDirectory(folder.resolve("model"));
        Files.writeString(within.resolve("config.json"), config.toJson());
        assertRefused("config.json", "The model of this run is " + within);
    }

    @Test
    void tensorsThatAModelWouldIgnoreAreNamed() throws IOException {
        Files.writeString(
                folder.resolve("config.json"), config.toJson().replace("hidden_layers\" : 2", "hidden_layers\" : 1"));
        assertRefused(
                "model.safetensors", "tensor model.layers.1.input_layernorm.weight has no place in a llama model");
    }

    @Test
    void weightsOfWholeNumbersAreNamed() throws IOException {
        rewriteHeader("\"model.norm.weight\":{\"dtype\":\"F32\",\"shape\":[16]", "I64", "[8]");
        assertRefused("tensor model.norm.weight: dtype of a weight must be F32, F16 or BF16, found I64");
        rewriteHeader("\"model.norm.weight\":{\"dtype\":\"I64\",\"shape\":[8]", "I32", "[16]");
        assertRefused("tensor model.norm.weight: dtype of a weight must be F32, F16 or BF16, found I32");
        rewriteHeader("\"model.norm.weight\":{\"dtype\":\"I32\",\"shape\":[16]", "F16", "[32]");
        assertRefused("tensor model.norm.weight must have shape [16] by config.json, found [32]");
        rewriteHeader("\"model.norm.weight\":{\"dtype\":\"F16\",\"shape\":[32]", "Q4K", "[16]");
        assertRefused("tensor model.norm.weight: dtype must be one of BF16, BOOL, C64, ", "found Q4K");
    }

    /** Puts another type and shape into the header, which keeps its length. */
    private void rewriteHeader(String old, String type, String shape) throws IOException {
        Path file = folder.resolve("model.safetensors");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        String made = "\"model.norm.weight\":{\"dtype\":\"" + type + "\",\"shape\":" + shape;
        int header = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        String head = text.substring(8, 8 + header).replace(old, made).stripTrailing();
        Files.writeString(
                file,
                text.substring(0, 8) + head + " ".repeat(header - head.length()) + text.substring(8 + header),
                StandardCharsets.ISO_8859_1);
    }

    @Test
    void brokenShardsAreNamed() throws IOException {
        Path single = folder.resolve("model.safetensors");
        Path index = folder.resolve("model.safetensors.index.json");
        Path shard = folder.resolve("model-00001-of-00001.safetensors");
        Files.move(single, shard);
        StringBuilder places = new StringBuilder();
        for (String name : config.weights().keySet()) {
            places.append(places.isEmpty() ? "" : ",").append('"').append(name).append("\":\"SHARD\"");
        }
        String all = "{\"weight_map\":{" + places + "}}";
        Files.writeString(index, all.replace("SHARD", shard.getFileName().toString()));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder)) {
            assertThat(model.weights()).hasSize(config.weights().size());
        }
        byte[] bytes = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(bytes, bytes.length - 10));
        assertRefused("model-00001-of-00001.safetensors", "it is cut short or corrupt, fetch it again");
        Files.write(shard, bytes);
        Files.writeString(index, all.replace("SHARD", "model-00002-of-00002.safetensors"));
        assertRefused("model-00002-of-00002.safetensors", "there is no such file", "lists it as a shard");
        Files.writeString(index, all.replace("SHARD", "../model.safetensors"));
        assertRefused("index.json", "weight_map must name files of this folder, found ../model.safetensors");
        Files.writeString(
                index,
                all.replace("SHARD", shard.getFileName().toString()).replace("model.norm.weight", "model.norm.bias"));
        assertRefused("model-00001-of-00001.safetensors", "tensor model.norm.bias is missing", "places it here");
        Files.writeString(index, "{}");
        assertRefused("index.json", "weight_map must be an object");
        Files.writeString(index, "[");
        assertRefused("index.json", "is not JSON");
    }

    @Test
    void picklesAreNotRead() throws IOException {
        Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
        assertRefused("pytorch_model.bin", "is a Python pickle, which is not read; convert it to model.safetensors");
        Files.delete(folder.resolve("pytorch_model.bin"));
        assertRefused("model.safetensors", "there is no such file, nor model.safetensors.index.json");
    }

    @Test
    void aModelIsTrainedInThirtyTwoBits() throws IOException {
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder, Precision.BF16)) {
            assertThat(model.precision()).isEqualTo(Precision.BF16);
            assertThatThrownBy(() -> CausalTrainer.from(runtime, model, 1e-3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a model is trained in FP32, got one loaded in BF16");
        }
    }

    @Test
    void aBrokenTokenizerIsNamedWhenItIsAskedFor() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder)) {
            assertThatThrownBy(model::tokenizer)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll("tokenizer.json", "is not a tokenizer.json");
            Files.delete(folder.resolve("tokenizer.json"));
            assertThatThrownBy(model::tokenizer).hasMessageContainingAll("tokenizer.json", "there is no such file");
        }
    }

    @Test
    void flippedBitsOfTheHeaderNeverPass() throws IOException {
        Path file = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        SafeTensorsFile sound = SafeTensorsFile.open(file);
        for (int at = 0; at < 8 + header; at += 7) {
            byte[] broken = bytes.clone();
            broken[at] ^= 0x10;
            Files.write(file, broken);
            try {
                SafeTensorsFile read = SafeTensorsFile.open(file);
                for (SafeTensorsFile.Entry entry : read.entries().values()) {
                    assertThat(entry.start()).isGreaterThanOrEqualTo(8);
                    assertThat(entry.end()).isLessThanOrEqualTo(broken.length);
                }
            } catch (CorruptInputException e) {
                assertThat(e).hasMessageContaining("model.safetensors");
            }
        }
        assertThat(sound.entries()).hasSize(config.weights().size());
    }

    @ParameterizedTest
    @CsvSource({"4", "8", "1073741824"})
    void halvesAreWidenedExactlyWhateverThePartsOfTheFile(int longest) throws IOException {
        String json = "{\"b\":{\"dtype\":\"BF16\",\"shape\":[3,2],\"data_offsets\":[0,12]},"
                + "\"h\":{\"dtype\":\"F16\",\"shape\":[6],\"data_offsets\":[12,24]}}";
        short[] brain = {0x3f80, (short) 0xc0a0, 0x7f7f, 0x0001, (short) 0xff80, 0x7fc0};
        short[] half = {0x3c00, (short) 0xc000, 0x7bff, 0x0001, 0x7c00, 0x7e00};
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length() + 24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length()).put(json.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 12; i++) {
            bytes.putShort(i < 6 ? brain[i] : half[i - 6]);
        }
        Path path = folder.resolve("halves.safetensors");
        Files.write(path, bytes.array());
        SafeTensorsFile file = SafeTensorsFile.open(path);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                WeightLoader loader = new WeightLoader(runtime.newManager(), Precision.FP32, longest)) {
            NDArray b = loader.load(new WeightFiles.Stored(file, "b"));
            NDArray h = loader.load(new WeightFiles.Stored(file, "h"));
            assertThat(b.getShape()).isEqualTo(new Shape(3, 2));
            assertThat(b.toFloatArray())
                    .containsExactly(1f, -5f, 0x1.fep127f, 0x1p-133f, Float.NEGATIVE_INFINITY, Float.NaN);
            assertThat(h.toFloatArray()).containsExactly(1f, -2f, 65504f, 0x1p-24f, Float.POSITIVE_INFINITY, Float.NaN);
        }
    }

    @Test
    void greedyGenerationTakesTheLikeliestTokenEveryTime() throws IOException {
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTextGenerator generator = new DjlTextGenerator(model)) {
            String prompt = "The state of";
            List<String> together =
                    generator.generate(List.of(prompt, "peace", "of the Union"), GenerationOptions.greedy(6));
            assertThat(generator.generate(List.of(prompt), GenerationOptions.greedy(6)))
                    .containsExactly(together.get(0));
            PlainLlama oracle = new PlainLlama(config, TinyModel.weights(config, 1));
            int[] start = model.tokenizer().encode(prompt);
            int[] tokens = new int[start.length + 1];
            System.arraycopy(start, 0, tokens, 1, start.length);
            int[] written = new int[0];
            while (written.length < 6) {
                int best = likeliest(oracle, tokens);
                if (best == config.beginToken()) {
                    break;
                }
                tokens = Arrays.copyOf(tokens, tokens.length + 1);
                tokens[tokens.length - 1] = best;
                written = Arrays.copyOf(written, written.length + 1);
                written[written.length - 1] = best;
            }
            assertThat(together.get(0)).isEqualTo(model.tokenizer().decode(written));
        }
    }

    private int likeliest(PlainLlama oracle, int[] tokens) {
        int best = 0;
        double top = Double.NEGATIVE_INFINITY;
        for (int candidate = 0; candidate < config.vocabularySize(); candidate++) {
            int[] tried = Arrays.copyOf(tokens, tokens.length + 1);
            tried[tokens.length] = candidate;
            double[] logProbs = oracle.logProbs(tried);
            if (logProbs[logProbs.length - 1] > top) {
                top = logProbs[logProbs.length - 1];
                best = candidate;
            }
        }
        return best;
    }
}
