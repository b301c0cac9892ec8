/**
 * Small models with a known history: their tokenizers are trained here, and their training order is recorded.
 *
 * <pre>{@code
 * BpeModel model = BpeTrainer.withDefaults().withVocabularySize(4096).train(texts);
 * AtomicOutput.write(folder.resolve("tokenizer.json"), model.toTokenizerJson().getBytes(StandardCharsets.UTF_8));
 * int[] ids = model.encode("It was a bright cold day");
 * String text = model.decode(ids);
 * assert text.equals("It was a bright cold day");
 * }</pre>
 */
@NullMarked
package org.palimpsest.inference.lab;

import org.jspecify.annotations.NullMarked;
