/** What only a demonstration needs: an embedded queue, items to put on it, a producer. */
@NullMarked
package io.queuewire.app.demo;

import org.jspecify.annotations.NullMarked;
