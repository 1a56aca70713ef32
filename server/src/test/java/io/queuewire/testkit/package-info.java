/** Fakes and drivers for tests. */
@NullMarked
package io.queuewire.testkit;

import org.jspecify.annotations.NullMarked;
