/** Tests of what stands around the program: the launcher script and the packaged distribution. */
@NullMarked
package io.queuewire.launch;

import org.jspecify.annotations.NullMarked;
