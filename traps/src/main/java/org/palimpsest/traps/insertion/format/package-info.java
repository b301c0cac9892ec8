/**
 * Where text may be put into a document of a format, and how it is written there. A {@link
 * org.palimpsest.traps.insertion.format.TextFormat} says of every character of a source whether it is prose, visible but not to
 * be touched (links, code), or markup; insertion never splits anything but prose.
 *
 * <pre>{@code
 * TextFormat format = TextFormats.of("page.html");
 * DocumentLayout layout = format.layout("<p>One. Two.</p>");
 * layout.blocks();                           // one block, from 3 to 12
 * layout.isProse(4);                         // true
 * format.escape("a < b", Carrier.TEXT);      // "a &lt; b"
 * }</pre>
 */
@NullMarked
package org.palimpsest.traps.insertion.format;

import org.jspecify.annotations.NullMarked;
