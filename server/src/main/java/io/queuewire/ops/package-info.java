/** The management port: alive, ready, metrics, and whatever else operators ask, behind one guard. */
@NullMarked
package io.queuewire.ops;

import org.jspecify.annotations.NullMarked;
