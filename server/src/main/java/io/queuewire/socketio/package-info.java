/** Socket.IO protocol revision 5 as values: packets, their text form with binary attachments, namespaces. */
@NullMarked
package io.queuewire.socketio;

import org.jspecify.annotations.NullMarked;
