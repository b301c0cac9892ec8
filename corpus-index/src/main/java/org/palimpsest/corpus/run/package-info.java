/**
 * What every run needs: output that appears whole or not at all, fingerprints of files, commitments, progress, and the
 * manifest that says how a result came about.
 *
 * <pre>{@code
 * RunManifest manifest = RunManifest.ofTool("palimpsest 0.1.0")
 *         .withSeed(7)
 *         .withOption("alpha", 0.01)
 *         .withInput(Path.of("corpus.jsonl"));
 * AtomicOutput.write(out, json(manifest.toMap()));
 * }</pre>
 */
@NullMarked
package org.palimpsest.corpus.run;

import org.jspecify.annotations.NullMarked;
