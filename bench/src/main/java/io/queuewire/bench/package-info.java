/** Micro-benchmarks of what every message goes through. */
@NullMarked
package io.queuewire.bench;

import org.jspecify.annotations.NullMarked;
