/** Who listens on this node, and fan-out to them: a broadcast costs one task per event loop, whatever the number of clients. */
@NullMarked
package io.queuewire.hub;

import org.jspecify.annotations.NullMarked;
