package org.palimpsest.cli.power;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.palimpsest.inference.engine.TorchRuntime;

/**
 * Trains models with many traps in them and measures what shows. Run by hand: {@code TrapPowerBench train OUT FIRST LAST} trains
 * and scores the seeds FIRST to LAST, on one thread and going on where it stood; {@code TrapPowerBench report OUT FIRST LAST}
 * writes the tables and the points.
 */
final class TrapPowerBench {
    private TrapPowerBench() {}

    /**
     * Trains, or reports.
     *
     * @param args what to do, folder, first and last seed
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path folder = Path.of(args[1]);
        long first = Long.parseLong(args[2]);
        long last = Long.parseLong(args[3]);
        try (SourceText text = SourceText.open(folder);
                TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            Experiment experiment = new Experiment(text, new Models(folder, text, runtime), new TextScores(runtime));
            if (args[0].equals("report")) {
                report(new Points(experiment), out, folder, first, last);
                return;
            }
            for (long seed = first; seed <= last; seed++) {
                experiment.main(seed);
                out.println("main " + seed + " is there");
            }
            for (long seed = first; seed <= last; seed++) {
                experiment.attacked(seed);
                out.println("attacked " + seed + " is there");
            }
        }
    }

    private static void report(Points points, PrintStream out, Path folder, long first, long last) throws IOException {
        Results results = new Results();
        for (long seed = first; seed <= last; seed++) {
            Results.add(results.main(), points.main(seed));
            Results.add(results.attacked(), points.attacked(seed));
            Results.add(results.mainUnseen(), points.mainUnseen(seed));
            Results.add(results.attackedUnseen(), points.attackedUnseen(seed));
        }
        PowerReport report = new PowerReport(out, results);
        report.writePoints(folder);
        report.print();
        AdversaryTables adversaries = new AdversaryTables(out, results);
        adversaries.print();
        points.survivors(adversaries, first, last);
        new PowerFigures(results).write(folder);
    }
}
