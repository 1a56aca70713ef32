/** The conversation with one client by the rules of its protocol; knows no sockets. */
@NullMarked
package io.queuewire.session;

import org.jspecify.annotations.NullMarked;
