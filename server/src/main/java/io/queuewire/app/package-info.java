/** The program around the relay: commands, logging, signals, and the place where all parts are put together. */
@NullMarked
package io.queuewire.app;

import org.jspecify.annotations.NullMarked;
