/** Micro-benchmarks of parts that the relay's package shows to nobody else. */
@NullMarked
package io.queuewire.transport;

import org.jspecify.annotations.NullMarked;
