/** Documents of a corpus, their readers and writers, and the tokenizer interface. */
@NullMarked
package org.palimpsest.corpus;

import org.jspecify.annotations.NullMarked;
