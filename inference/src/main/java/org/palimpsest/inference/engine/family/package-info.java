/**
 * The families of causal models: how each reads its {@code config.json}, which weights it has, and what it computes.
 *
 * <p>A family is one small class that writes its diagram with a {@code Network}; weights and TorchScript both come out
 * of it, so neither can drift from the other. Nothing here touches the engine: a program is text.
 *
 * <pre>{@code
 * JsonNode config = new ObjectMapper().readTree(Path.of("model/config.json").toFile());
 * Architecture pythia = Architectures.parse(config);
 * pythia.vocabularySize();                                // 50304, the width of the logits
 * pythia.weights().get("gpt_neox.embed_in.weight");       // [50304, 768]
 * pythia.program();                                       // TorchScript: score, moments, topk, extend, train, ...
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.engine.family;

import org.jspecify.annotations.NullMarked;
