/**
 * The sealed ledger of traps: one 256-bit key gives every published text, every unpublished control and the choice between
 * them; a Merkle root commits to all of it before anything is published.
 *
 * <pre>{@code
 * RegistryOptions options = RegistryOptions.defaults().withCount(24).withControls(999);
 * TrapRegistry registry = TrapRegistry.generate(options, MasterKey.draw());
 * registry.write(Path.of("registry"), ControlsFile.OMIT);   // registry.jsonl (secret), traps.jsonl, commitment.json
 * TrapRegistry same = TrapRegistry.read(Path.of("registry"));   // refuses whatever the key does not give
 * String publish = same.trap(0).text();
 * String root = same.root();
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.registry;

import org.jspecify.annotations.NullMarked;
