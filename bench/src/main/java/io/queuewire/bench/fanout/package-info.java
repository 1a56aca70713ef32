/** Fan-out of the relay beside that of other servers, each in a process of its own, on the same work. */
@NullMarked
package io.queuewire.bench.fanout;

import org.jspecify.annotations.NullMarked;
