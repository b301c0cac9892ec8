package org.palimpsest.inference.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.inference.engine.family.Architecture;

/**
 * The stored tensors of a checkpoint: those of {@code model.safetensors}, or of the shards that {@code
 * model.safetensors.index.json} lists.
 */
final class WeightFiles {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    /** A tensor of a numbered block. */
    private static final Pattern IN_BLOCK = Pattern.compile("(^|.*\\.)(h|layers)\\.\\d+\\..*");

    /** Masks and rotary frequencies, which older versions of transformers saved though they are computed. */
    private static final Pattern BUFFER = Pattern.compile(".*\\.(attn|attention|rotary_emb|self_attn)"
            + "\\.(bias|masked_bias|inv_freq|embed_positions)|.*\\.rotary_emb\\..*");

    /** A name without folders and control characters. */
    private static final Pattern SHARD = Pattern.compile("(?!\\.\\.)[^/\\\\\\p{Cntrl}]+");

    private final Path source;
    private final Map<String, SafeTensorsFile> homes;

    private WeightFiles(Path source, Map<String, SafeTensorsFile> homes) {
        this.source = source;
        this.homes = homes;
    }

    /** A weight that was found: the file, and the name under which it is stored there. */
    record Stored(SafeTensorsFile file, String name) {
        SafeTensorsFile.Entry entry() throws CorruptInputException {
            return file.entry(name);
        }
    }

    static WeightFiles open(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(SINGLE))) {
            SafeTensorsFile file = SafeTensorsFile.open(folder.resolve(SINGLE));
            Map<String, SafeTensorsFile> homes = new LinkedHashMap<>();
            file.entries().keySet().forEach(name -> homes.put(name, file));
            return new WeightFiles(file.path(), homes);
        }
        if (Files.isRegularFile(folder.resolve(INDEX))) {
            return openShards(folder, folder.resolve(INDEX));
        }
        for (String pickle : List.of("pytorch_model.bin", "pytorch_model.bin.index.json")) {
            if (Files.exists(folder.resolve(pickle))) {
                throw new CorruptInputException(
                        folder.resolve(pickle).toString(),
                        "is a Python pickle, which is not read; convert it to " + SINGLE
                                + " (transformers: from_pretrained, then save_pretrained)");
            }
        }
        throw new NoSuchFileException(
                folder.resolve(SINGLE).toString(),
                null,
                "there is no such file, nor " + INDEX + "; a checkpoint needs one");
    }

    private static WeightFiles openShards(Path folder, Path index) throws IOException {
        Map<String, SafeTensorsFile> shards = new HashMap<>();
        Map<String, SafeTensorsFile> homes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> place : weightMap(index).properties()) {
            String shard = place.getValue().isTextual() ? place.getValue().textValue() : "";
            if (!shards.containsKey(shard)) {
                shards.put(shard, openShard(folder, index, shard));
            }
            SafeTensorsFile file = shards.get(shard);
            if (!file.entries().containsKey(place.getKey())) {
                throw new CorruptInputException(
                        file.path().toString(),
                        "tensor " + place.getKey() + " is missing, " + INDEX + " places it here");
            }
            homes.put(place.getKey(), file);
        }
        return new WeightFiles(index, homes);
    }

    private static JsonNode weightMap(Path index) throws IOException {
        try {
            JsonNode map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
            if (!map.isObject() || map.isEmpty()) {
                throw new CorruptInputException(
                        index.toString(), "weight_map must be an object with a file for every tensor, found " + map);
            }
            return map;
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(index.toString(), 0, "is not JSON: " + JsonValues.reason(e), e);
        }
    }

    private static SafeTensorsFile openShard(Path folder, Path index, String shard) throws IOException {
        if (!SHARD.matcher(shard).matches()) {
            throw new CorruptInputException(
                    index.toString(),
                    "weight_map must name files of this folder, found " + (shard.isEmpty() ? "none" : shard));
        }
        if (!Files.isRegularFile(folder.resolve(shard))) {
            throw new NoSuchFileException(
                    folder.resolve(shard).toString(), null, "there is no such file; " + INDEX + " lists it as a shard");
        }
        return SafeTensorsFile.open(folder.resolve(shard));
    }

    /**
     * Finds every weight of a model, checks its shape, and checks that no block holds a tensor that the model would
     * ignore.
     *
     * @param architecture the model
     * @return weight to where it is stored, in the order of the program
     */
    Map<String, Stored> find(Architecture architecture) throws CorruptInputException {
        Map<String, String> unused = new LinkedHashMap<>();
        homes.keySet().forEach(name -> unused.put(name, name));
        Map<String, Stored> found = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> wanted : architecture.weights().entrySet()) {
            Stored stored = find(architecture.storedNames(wanted.getKey()), wanted.getValue());
            unused.remove(stored.name());
            found.put(wanted.getKey(), stored);
        }
        for (String name : unused.keySet()) {
            if (IN_BLOCK.matcher(name).matches() && !BUFFER.matcher(name).matches()) {
                SafeTensorsFile file = homes.get(name);
                throw new CorruptInputException(
                        String.valueOf(file == null ? source : file.path()),
                        "tensor " + name + " has no place in a " + architecture.modelType()
                                + " model of this config.json; is it of another layout, or has it more layers?");
            }
        }
        return found;
    }

    private Stored find(List<String> names, long[] shape) throws CorruptInputException {
        for (String name : names) {
            SafeTensorsFile file = homes.get(name);
            if (file != null) {
                long[] stored = file.entry(name).shape();
                if (!Arrays.equals(stored, shape)) {
                    throw new CorruptInputException(
                            file.path().toString(),
                            "tensor " + name + " must have shape " + Arrays.toString(shape) + " by config.json, found "
                                    + Arrays.toString(stored));
                }
                return new Stored(file, name);
            }
        }
        throw new CorruptInputException(
                source.toString(), "tensor " + names.get(0) + " of shape " + Arrays.toString(shape) + " is missing");
    }
}
