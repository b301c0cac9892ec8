package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.palimpsest.traps.registry.BurnList;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Burns traps, or lists the burned ones. */
@Command(
        name = "burn",
        sortOptions = false,
        description = {
            "Marks traps as burned in the ledger: their texts or controls were shown, later models may know them.",
            "Without --trap the burned traps are listed. Nothing takes a trap off the list."
        },
        footer = {"", "Example:", "  palimpsest traps burn --registry registry --trap trap-000003"})
final class TrapsBurnCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Mixin
    private TrapChoice choice = new TrapChoice();

    @Override
    public Integer call() throws IOException {
        Path path = choice.folder(common);
        common.checkOutput();
        TrapRegistry registry = access.open(path);
        if (choice.some()) {
            List<String> traps = choice.idsOf(registry, common);
            if (!access.recorded(registry)) {
                throw common.usage("a practice registry has no ledger of its own; name one with --ledger");
            }
            access.record(path, registry, LedgerEvent.BURN, BurnList.details(traps));
        }
        BurnList burned = access.burned(path, registry);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("root", registry.root());
        result.put("burned", List.copyOf(burned.traps()));
        common.emit(
                result,
                common.manifest(),
                burned.traps().size() + " of " + registry.traps().size() + " traps are burned"
                        + (burned.traps().isEmpty() ? "" : ": " + String.join(", ", burned.traps()))
                        + System.lineSeparator());
        return ExitCode.OK.code();
    }
}
