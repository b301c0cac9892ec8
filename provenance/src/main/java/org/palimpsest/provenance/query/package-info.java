/** The query setting: likelihoods of a suspect against the training order. */
@NullMarked
package org.palimpsest.provenance.query;

import org.jspecify.annotations.NullMarked;
