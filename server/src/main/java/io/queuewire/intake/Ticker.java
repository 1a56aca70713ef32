package io.queuewire.intake;

/** A clock for measuring, which never jumps: nanoseconds since an arbitrary moment. */
@FunctionalInterface
interface Ticker {

    Ticker SYSTEM = System::nanoTime;

    long nanos();
}
