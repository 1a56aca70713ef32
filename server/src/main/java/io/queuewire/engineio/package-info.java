/** Engine.IO protocol revision 4 as values: packets, their text form, polling payloads, the handshake and its refusals. */
@NullMarked
package io.queuewire.engineio;

import org.jspecify.annotations.NullMarked;
