package org.palimpsest.cli.power.order;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.palimpsest.cli.power.SourceText;
import org.palimpsest.inference.engine.TorchRuntime;

/**
 * Trains models in recorded orders and tests them. Run by hand: {@code OrderPowerBench train OUT FIRST LAST} trains and scores the
 * seeds FIRST to LAST, on one thread and going on where it stood; {@code OrderPowerBench report OUT FIRST LAST} tests the rows and
 * writes tables and figures, without any model.
 */
final class OrderPowerBench {
    private OrderPowerBench() {}

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
        if (args[0].equals("report")) {
            report(out, folder, first, last);
            return;
        }
        try (SourceText text = SourceText.open(folder);
                TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            OrderExperiment experiment = new OrderExperiment(folder, text, runtime);
            for (long seed = first; seed <= last; seed++) {
                experiment.run(seed);
                out.println("seed " + seed + " is there");
            }
        }
    }

    private static void report(PrintStream out, Path folder, long first, long last) throws IOException {
        Map<Long, LossTable> tables = new TreeMap<>();
        for (long seed = first; seed <= last; seed++) {
            tables.put(seed, LossTable.read(LossTable.file(folder, seed)));
        }
        OrderResults results = OrderResults.of(tables);
        OrderReport report = new OrderReport(out, results);
        report.write(folder);
        report.print();
        new OrderFigures(results).write(folder);
    }
}
