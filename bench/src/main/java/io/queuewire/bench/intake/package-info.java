/** Measures the intake from outside: processes of their own, a real queue service, real sockets. */
@NullMarked
package io.queuewire.bench.intake;

import org.jspecify.annotations.NullMarked;
