package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.insertion.InsertionFiles;
import org.palimpsest.traps.insertion.InsertionUndo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes traps out of documents. */
@Command(
        name = "undo",
        sortOptions = false,
        description = {
            "Takes traps out of the files of an insertion and restores every byte of the originals.",
            "Of compressed files the decompressed bytes are restored; it is said where the compressed ones differ."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest traps undo --placements marked/placements.jsonl --input marked --out restored"
        })
final class TrapsUndoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--placements",
            paramLabel = "FILE",
            description = "placements.jsonl of the insertion, with undo.jsonl beside it. Required.")
    private @Nullable Path placements;

    @Option(names = "--input", paramLabel = "FILE", arity = "1..*", description = "Marked files or folders. Required.")
    private @Nullable List<Path> inputs;

    @Override
    public Integer call() throws IOException {
        Path list = common.require(placements, "--placements");
        List<Path> named = common.require(inputs, "--input");
        Path folder = common.require(common.out, "--out");
        common.checkOutput();
        RunManifest manifest = common.manifest().withInput(list);
        try {
            for (Path file : InsertionFiles.ofTree(named, folder).values()) {
                manifest = manifest.withInput(file);
            }
        } catch (IllegalArgumentException e) {
            throw common.usage("--input: " + e.getMessage());
        }
        List<InsertionUndo.Report> done = new ArrayList<>();
        AtomicOutput.directory(
                folder,
                common.force ? Existing.REPLACE : Existing.REFUSE,
                inside -> done.add(InsertionUndo.restore(list, named, inside, common.progress())));
        InsertionUndo.Report report = done.get(0);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files", report.files());
        result.put("otherwiseCompressed", report.otherwiseCompressed());
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%,d files restored, compared with their SHA-256%n", report.files()));
        for (String name : report.otherwiseCompressed()) {
            text.append(String.format(
                    Locale.ROOT, "%s: same content, compressed by another program or at another level%n", name));
        }
        common.emitBeside(result, manifest, text.toString());
        return ExitCode.OK.code();
    }
}
