/** What is said: a message, whom it is for, and the port that takes it to every listener. */
@NullMarked
package io.queuewire.message;

import org.jspecify.annotations.NullMarked;
