package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.palimpsest.traps.registry.BurnList;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.Opening;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Opens traps for a third party. */
@Command(
        name = "open",
        sortOptions = false,
        description = {
            "Writes traps with their controls, nonces and Merkle paths, so that others can check them without the key.",
            "Opened traps are burned: whoever reads the file can train on it."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest traps open --registry registry --trap trap-000003 --out opening.json",
            "  palimpsest traps verify --opening opening.json --commitment commitment.json"
        })
final class TrapsOpenCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Mixin
    private TrapChoice choice = new TrapChoice();

    @Override
    public Integer call() throws IOException {
        Path path = choice.folder(common);
        List<String> ids = choice.ids(common);
        Path out = common.require(common.out, "--out");
        common.checkOutput();
        TrapRegistry registry = access.read(path);
        Opening opening = Opening.of(registry, ids);
        access.record(path, registry, LedgerEvent.OPEN, BurnList.details(ids));
        opening.write(out);
        if (!access.recorded(registry)) {
            common.say("practice registry: no ledger is kept, the opened traps are not on its burn list");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("root", opening.root());
        result.put("traps", ids);
        common.emitBeside(
                result,
                common.manifest().withInput(path),
                ids.size() + " traps opened in " + out + "; they are burned" + System.lineSeparator());
        return ExitCode.OK.code();
    }
}
