/** Micro-benchmarks of what every message goes through, and what the larger benchmarks share. */
@NullMarked
package io.queuewire.bench;

import org.jspecify.annotations.NullMarked;
