/** All of Netty: the public listener, HTTP and WebSocket, event loops, the writer of each connection. */
@NullMarked
package io.queuewire.transport;

import org.jspecify.annotations.NullMarked;
