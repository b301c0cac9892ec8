package org.palimpsest.cli.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.insertion.InsertionPlan;
import org.palimpsest.traps.insertion.JsonlInsertion;
import org.palimpsest.traps.registry.ControlsFile;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapRegistry;

/**
 * The owner's marks: a sealed registry of ghost sentences, and the corpus with their copies in it.
 *
 * @param registry the registry, checked against its commitment
 * @param copies copies of every ghost sentence, by trap id
 * @param marked the corpus as published
 */
record StoryMarks(TrapRegistry registry, Map<String, Integer> copies, List<Document> marked) {
    static StoryMarks prepare(StoryFolder folder, StoryPlan plan, Progress progress) throws IOException {
        Path registryFolder = folder.file("registry");
        if (!Files.exists(registryFolder)) {
            RegistryOptions options = RegistryOptions.defaults()
                    .withFamily(GhostSentenceFamily.withDefaults().withWords(plan.ghostWords()))
                    .withCount(plan.ghosts())
                    .withControls(plan.controls());
            MasterKey key = folder.randomisation() == Randomisation.VERIFIED
                    ? MasterKey.draw()
                    : MasterKey.practice(folder.seed());
            TrapRegistry fresh = TrapRegistry.generate(options, key);
            AtomicOutput.directory(registryFolder, inside -> fresh.write(inside, ControlsFile.OMIT));
        }
        TrapRegistry registry = TrapRegistry.read(registryFolder);
        Map<String, Integer> copies = new LinkedHashMap<>();
        List<Trap> traps = registry.traps();
        for (int i = 0; i < traps.size(); i++) {
            copies.put(traps.get(i).id(), plan.dose(i));
        }
        Path markedFolder = folder.file("marked");
        if (!Files.exists(markedFolder)) {
            InsertionPlan insertion = InsertionPlan.ofCopies(traps, registry.key(), copies);
            AtomicOutput.directory(
                    markedFolder,
                    inside -> JsonlInsertion.of(insertion)
                            .insert(List.of(folder.file("corpus", "published.jsonl")), inside, progress));
        }
        return new StoryMarks(registry, copies, StoryCorpus.read(folder.file("marked", "published.jsonl")));
    }
}
