/** The load kit: a crowd of clients for any server, and what they saw. */
@NullMarked
package io.queuewire.load;

import org.jspecify.annotations.NullMarked;
