/** What a model thinks of a text: token log-likelihoods, in nats. */
@NullMarked
package org.palimpsest.inference.likelihood;

import org.jspecify.annotations.NullMarked;
