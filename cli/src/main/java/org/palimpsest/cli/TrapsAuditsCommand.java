package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.EValue;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;
import org.palimpsest.traps.detection.Audit;
import org.palimpsest.traps.detection.RepeatedAudits;
import org.palimpsest.traps.registry.Ledger;
import org.palimpsest.traps.registry.LedgerEntry;
import org.palimpsest.traps.registry.LedgerEvent;
import org.palimpsest.traps.registry.TrapRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Merges all tests that the ledger knows of a model and its versions. */
@Command(
        name = "audits",
        sortOptions = false,
        description = {
            "Merges the tests of models that the ledger holds, in e-values: evidence that stays valid however often one looks.",
            "H0: all versions are independent of the draw of the published texts. Tests of one registry are averaged, those of"
                    + " several registries multiplied. All tests of the ledger count, unless --model names models."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest traps audits --registry registry",
            "  palimpsest traps audits --registry spring --registry autumn --model model-1 --model model-2 --json"
        })
final class TrapsAuditsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RegistryAccess access = new RegistryAccess();

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "A registry that was tested with, required; may be repeated, for traps of other draws.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A version of the model, as it was named to traps test; may be repeated. Default: all.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--planned",
            fallbackValue = "true",
            description = "The number of tests was fixed before the first: they weigh alike, not ever less.")
    private boolean planned;

    @Mixin
    private VerdictOptions verdicts = new VerdictOptions();

    @Override
    public Integer call() throws IOException {
        if (folders.isEmpty()) {
            throw common.usage("missing option --registry");
        }
        common.checkOutput();
        RunManifest manifest = common.manifest();
        Map<String, Integer> traps = new HashMap<>();
        boolean sealed = true;
        for (Path folder : folders) {
            TrapRegistry registry = access.read(folder);
            traps.put(registry.root(), registry.traps().size());
            sealed &= registry.sealed();
            manifest = manifest.withInput(folder);
        }
        Path file = access.ledger(folders.get(0));
        List<LedgerEntry> looks = Ledger.read(file).entries().stream()
                .filter(entry -> entry.event() == LedgerEvent.TEST && traps.containsKey(entry.root()))
                .filter(entry -> models.isEmpty() || models.contains(model(entry)))
                .toList();
        if (looks.isEmpty()) {
            throw new IOException(file + ": holds no test of " + (models.isEmpty() ? "these registries" : models)
                    + "; traps test writes one");
        }
        List<Audit> audits = new ArrayList<>();
        for (LedgerEntry look : looks) {
            audits.add(audit(file, look));
        }
        double log10E = RepeatedAudits.withDefaults()
                .with(planned ? RepeatedAudits.Looks.PLANNED : RepeatedAudits.Looks.OPEN_ENDED)
                .log10E(audits);
        Verdict verdict = Verdict.of(
                EValue.toP(log10E),
                Double.NEGATIVE_INFINITY,
                verdicts.alpha,
                sealed ? Randomisation.VERIFIED : Randomisation.UNVERIFIED);
        Map<String, Object> result = result(rows(looks, audits, traps), log10E, verdict);
        common.emit(result, manifest, text(looks, audits, log10E, verdict));
        return verdicts.exit(verdict);
    }

    private static String model(LedgerEntry look) {
        return look.details().getOrDefault("model", "");
    }

    /** A look with its registry as the one trap that it used: looks of one registry share traps. */
    private static Audit audit(Path file, LedgerEntry look) throws IOException {
        @Nullable String log10P = look.details().get("log10P");
        try {
            return new Audit(model(look), Double.parseDouble(log10P == null ? "nothing" : log10P), Set.of(look.root()));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ": expected a base-10 logarithm of a p-value in entry " + look.number() + ", found "
                            + log10P,
                    e);
        }
    }

    private static List<Map<String, Object>> rows(
            List<LedgerEntry> looks, List<Audit> audits, Map<String, Integer> traps) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("time", looks.get(i).time().toString());
            row.put("model", audits.get(i).label());
            row.put("root", looks.get(i).root());
            row.put("h0", "the model is independent of the draw of the published texts");
            row.put("alternative", Alternative.GREATER.label());
            row.put("method", "as traps test recorded it");
            row.put("n", traps.get(looks.get(i).root()));
            row.put("log10P", audits.get(i).log10P());
            row.put("log10E", EValue.fromP(audits.get(i).log10P()));
            rows.add(row);
        }
        return rows;
    }

    private Map<String, Object> result(List<Map<String, Object>> rows, double log10E, Verdict verdict) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("h0", "all versions are independent of the draw of the published texts");
        result.put("alternative", Alternative.GREATER.label());
        result.put("method", "exact: at most 1 over the e-value");
        result.put("n", rows.size());
        result.put("looks", rows);
        result.put("planned", planned);
        result.put("log10E", log10E);
        result.put("log10P", EValue.toP(log10E));
        result.put("verdict", verdict.label());
        return result;
    }

    private static String text(List<LedgerEntry> looks, List<Audit> audits, double log10E, Verdict verdict) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < looks.size(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s  log10 p = %8.3f  log10 e = %8.3f  %s%n",
                    looks.get(i).time(),
                    audits.get(i).log10P(),
                    EValue.fromP(audits.get(i).log10P()),
                    audits.get(i).label()));
        }
        return text
                + String.format(
                        Locale.ROOT,
                        "%d looks together: log10 e = %.3f, so log10 p = %.3f at most%nverdict %s: %s%n",
                        looks.size(),
                        log10E,
                        EValue.toP(log10E),
                        verdict.label(),
                        verdict.meaning());
    }
}
