package org.palimpsest.cli.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.stats.Randomisation;

/**
 * The folder of one story: every artefact appears in it whole or not at all, so that an interrupted story goes on where
 * it stopped. {@code story.json} fixes seed and plan; a folder with another seed or plan is never touched.
 */
public final class StoryFolder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final FileChannel channel;
    private final long seed;
    private final Randomisation randomisation;

    private StoryFolder(Path root, FileChannel channel, long seed, Randomisation randomisation) {
        this.root = root;
        this.channel = channel;
        this.seed = seed;
        this.randomisation = randomisation;
    }

    /** What to do with a folder that holds a finished story, or another one. */
    public enum Existing {
        /** Refuse a finished story; go on with an unfinished one. */
        CONTINUE,
        /** Begin anew. */
        REPLACE
    }

    /**
     * Opens a folder for a story, and keeps other processes out.
     *
     * @param root the folder; made if missing
     * @param seed the seed asked for; null draws one, or takes that of the story to go on with
     * @param drawn a seed that was drawn for this run
     * @param plan the sizes
     * @param existing what to do with what is there
     * @return the open folder
     * @throws IOException if the folder holds a finished story, another one, or other things; or cannot be written
     */
    public static StoryFolder open(Path root, @Nullable Long seed, long drawn, StoryPlan plan, Existing existing)
            throws IOException {
        Path state = root.resolve("story.json");
        refuseForeign(root, state);
        Files.createDirectories(root);
        FileChannel channel =
                FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean opened = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new FileAlreadyExistsException(root.toString(), null, "another demo is at work in this folder");
            }
            if (existing == Existing.REPLACE) {
                empty(root);
            }
            removeLeftovers(root);
            if (!Files.exists(state)) {
                AtomicOutput.write(
                        state, JSON.writeValueAsBytes(state(seed == null ? drawn : seed, seed != null, plan)));
            }
            StoryFolder folder = resume(root, state, channel, seed, plan);
            opened = true;
            return folder;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static void refuseForeign(Path root, Path state) throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new FileAlreadyExistsException(root.toString(), null, "is a file; --out needs a folder");
        }
        if (Files.isDirectory(root) && !Files.exists(state)) {
            try (Stream<Path> inside = Files.list(root)) {
                if (inside.anyMatch(p -> !p.getFileName().toString().startsWith("."))) {
                    throw new FileAlreadyExistsException(
                            root.toString(), null, "holds other files; give --out a new or empty folder");
                }
            }
        }
    }

    private static Map<String, Object> state(long seed, boolean given, StoryPlan plan) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("seed", seed);
        state.put("seedGiven", given);
        state.put("plan", plan.toMap());
        return state;
    }

    private static StoryFolder resume(Path root, Path state, FileChannel channel, @Nullable Long seed, StoryPlan plan)
            throws IOException {
        JsonNode found;
        try {
            found = JSON.readTree(state.toFile());
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(state.toString(), 0, "is not JSON; begin anew with --force", e);
        }
        long own = found.path("seed").asLong();
        boolean given = found.path("seedGiven").asBoolean();
        boolean samePlan = found.path("plan").equals(JSON.readTree(JSON.writeValueAsBytes(plan.toMap())));
        if (!samePlan || (seed != null && (seed != own || !given))) {
            throw new FileAlreadyExistsException(
                    root.toString(),
                    null,
                    "holds a story of seed " + own + (samePlan ? "" : " and another size")
                            + "; choose another folder, or --force to begin anew");
        }
        if (Files.exists(root.resolve("report.html"))) {
            throw new FileAlreadyExistsException(
                    root.toString(), null, "holds a finished story; open its report.html, or --force to begin anew");
        }
        return new StoryFolder(root, channel, own, given ? Randomisation.UNVERIFIED : Randomisation.VERIFIED);
    }

    private static void empty(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(root) && !path.getFileName().toString().equals(".lock")) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Deletes what an interrupted process left half-written. */
    private static void removeLeftovers(Path root) throws IOException {
        List<Path> left;
        try (Stream<Path> walk = Files.walk(root)) {
            left = walk.filter(p -> {
                        String name = p.getFileName().toString();
                        return name.startsWith(".palimpsest-") && name.endsWith(".tmp");
                    })
                    .toList();
        }
        for (Path path : left) {
            try (Stream<Path> walk = Files.walk(path)) {
                for (Path inside : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(inside);
                }
            }
        }
    }

    /**
     * The seed of the story.
     *
     * @return given by the user, or drawn
     */
    public long seed() {
        return seed;
    }

    /**
     * Whether order and marks were drawn afresh, or follow from a seed that somebody chose.
     *
     * @return verified for a drawn seed
     */
    public Randomisation randomisation() {
        return randomisation;
    }

    /**
     * A file of the story.
     *
     * @param first name
     * @param more names below it
     * @return its path
     */
    public Path file(String first, String... more) {
        Path path = root.resolve(first);
        for (String name : more) {
            path = path.resolve(name);
        }
        return path;
    }

    /**
     * The folder of a model.
     *
     * @param role whose
     * @return its path
     */
    public Path model(Role role) {
        return file("models", role.key());
    }

    /**
     * Writes text; the file appears whole or not at all.
     *
     * @param path where
     * @param text what
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, String text) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        AtomicOutput.write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets other processes in. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
