package org.palimpsest.traps.detection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.traps.family.FuzzyFamily;
import org.palimpsest.traps.family.GhostSentenceFamily;
import org.palimpsest.traps.family.HashFamily;
import org.palimpsest.traps.family.TrapFamily;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapCandidates;
import org.palimpsest.traps.registry.TrapRegistry;

/**
 * Rejections of the pooled rank test at 0.01 per family and adversary, by a learner that is imagined: a text gains {@code 0.5
 * log2(1 + copies)} times the share of its runs of four words that it still has in the copies, over noise of standard deviation 1.
 * Arguments are the number of audits, the seed and the CSV file to write.
 */
final class AdversaryBench {
    private static final int COPIES = 8;

    private AdversaryBench() {}

    public static void main(String[] arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("family,adversary,copies,audits,rejections");
        GhostSentenceFamily ghosts = GhostSentenceFamily.withDefaults();
        Map<String, TrapFamily> families = new TreeMap<>(Map.of(
                "ghost",
                ghosts,
                "fuzzy ghost",
                new FuzzyFamily(ghosts, 2, 4, COPIES),
                "hash",
                HashFamily.withDefaults()));
        int audits = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        families.forEach((name, family) -> {
            for (Adversary adversary : Adversaries.all()) {
                for (int copies : new int[] {0, COPIES}) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "%s,%s,%d,%d,%d",
                            name,
                            adversary.name(),
                            copies,
                            audits,
                            rejections(family, adversary, copies, audits, seed)));
                }
            }
        });
        Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
    }

    static int rejections(TrapFamily family, Adversary adversary, int copies, int audits, long seed) {
        return (int) IntStream.range(0, audits)
                .parallel()
                .filter(audit -> pValue(family, adversary, copies, seed * 1_000_003 + audit) <= 0.01)
                .count();
    }

    private static double pValue(TrapFamily family, Adversary adversary, int copies, long audit) {
        TrapRegistry registry = TrapRegistry.generate(
                RegistryOptions.defaults().withFamily(family).withCount(20).withControls(19),
                MasterKey.practice(audit));
        RandomGenerator random = RandomStream.of(audit, "adversary");
        List<TrapCandidates> candidates = registry.allCandidates();
        List<TrapScores> scores = new ArrayList<>();
        for (int j = 0; j < candidates.size(); j++) {
            double gain = gain(registry.trap(j), adversary, copies, random);
            double[] all = new double[20];
            for (int c = 0; c < all.length; c++) {
                all[c] = random.nextGaussian() + (c == candidates.get(j).published() ? gain : 0);
            }
            scores.add(seen(candidates.get(j), adversary, all));
        }
        return TrapRankTest.withDefaults()
                .test(new ModelScores("m", scores))
                .pooled()
                .pValue();
    }

    private static TrapScores seen(TrapCandidates trap, Adversary adversary, double[] scores) {
        boolean silent = adversary.answers(List.of("A")).get(0).length() > 1;
        double[] all = Arrays.stream(scores)
                .map(score -> silent ? 0 : adversary.score(score))
                .toArray();
        return TrapScores.ofCandidates(trap.id(), OptionalInt.empty(), all, trap.published());
    }

    private static double gain(Trap trap, Adversary adversary, int copies, RandomGenerator random) {
        boolean verbatim = trap.wordings().isEmpty();
        double kept = 0;
        for (int copy = 1; copy <= copies; copy++) {
            String text = trap.copyText(copy);
            kept += adversary
                    .copy(text, verbatim ? copies : 1, random)
                    .map(left -> overlap(trap.text(), left))
                    .orElse(0.0);
        }
        return copies == 0 ? 0 : 0.5 * Math.log(1 + kept) / Math.log(2);
    }

    /** Share of the runs of four words, or of the words of shorter texts, of a text that another has. */
    private static double overlap(String text, String other) {
        Set<String> own = runs(text);
        Set<String> shared = new HashSet<>(own);
        shared.retainAll(runs(other));
        return (double) shared.size() / own.size();
    }

    private static Set<String> runs(String text) {
        String[] words = text.replaceAll("[.,;:]", "").split("\\s+");
        int length = Math.min(4, words.length);
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + length <= words.length; i++) {
            runs.add(String.join(" ", Arrays.copyOfRange(words, i, i + length)));
        }
        return runs;
    }
}
