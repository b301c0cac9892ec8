package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a registry against its commitment. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Draws every trap and control again from the key and compares all files with the committed root.",
        footer = {"", "Example:", "  palimpsest traps verify --registry registry"})
final class TrapsVerifyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--registry", paramLabel = "DIR", description = "The registry. Required.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        Path path = common.require(folder, "--registry");
        common.checkOutput();
        TrapRegistry registry = TrapRegistry.read(path);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("root", registry.root());
        result.put("count", registry.traps().size());
        result.put("sealed", registry.sealed());
        common.emit(
                result,
                common.manifest().withInput(path),
                path + ": whole; " + registry.traps().size() + " traps, root " + registry.root()
                        + (registry.sealed() ? ", sealed" : ", practice") + System.lineSeparator());
        return ExitCode.OK.code();
    }
}
