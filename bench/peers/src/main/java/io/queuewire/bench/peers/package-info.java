/** Servers that the relay is compared with, and how every server of the comparison is told what to publish. */
@NullMarked
package io.queuewire.bench.peers;

import org.jspecify.annotations.NullMarked;
