/**
 * Families of marks that an owner can put into text: each draws one text from a keyed stream of bytes, so that a master
 * key reproduces every mark and every unpublished control.
 *
 * <pre>{@code
 * TrapFamily family = GhostSentenceFamily.withDefaults().withWords(12).withPrefix("The ghost sentence of this site is");
 * KeyedStream stream = KeyedStream.of(masterKey, "trap|0|0");
 * String ghost = family.draw(stream);          // "The ghost sentence of this site is unguarded ..."
 * double bits = family.entropyBits();          // 155.1
 * Map<String, Object> header = family.options();
 * TrapFamily same = TrapFamilies.of(family.name(), header);
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.family;

import org.jspecify.annotations.NullMarked;
