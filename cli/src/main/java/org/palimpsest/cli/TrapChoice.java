package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Option;

/** The options of commands about some traps of a registry. */
final class TrapChoice {
    @Option(names = "--registry", paramLabel = "DIR", description = "The registry. Required.")
    private @Nullable Path folder;

    @Option(names = "--trap", paramLabel = "ID", arity = "1..*", description = "Traps of it, by their ids.")
    private @Nullable List<String> traps;

    /** The folder of the registry, which must be given. */
    Path folder(CommonOptions common) {
        return common.require(folder, "--registry");
    }

    /** Whether traps were chosen. */
    boolean some() {
        return traps != null;
    }

    /** The chosen traps, each once; some must be given. */
    List<String> ids(CommonOptions common) {
        return common.require(traps, "--trap").stream().distinct().toList();
    }

    /** The chosen traps, which must all be of the registry. */
    List<String> idsOf(TrapRegistry registry, CommonOptions common) {
        Set<String> known = new HashSet<>();
        registry.traps().stream().map(Trap::id).forEach(known::add);
        List<String> ids = ids(common);
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException("trap must be one of the registry " + folder + ", got " + id);
            }
        }
        return ids;
    }
}
