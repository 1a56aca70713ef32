package io.queuewire.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A signal that asks the process to end.
 *
 * <p>The JDK handles signals in {@code sun.misc.Signal} alone. It is reached by its name, because the compiler warns of
 * every mention in a way that nothing can suppress, and warnings end our build.
 */
enum TerminationSignal {
    TERM(15),
    INT(2),
    /** The terminal has gone; a process that was told to outlive it (nohup) does not get it. */
    HUP(1);

    private final int number;

    TerminationSignal(int number) {
        this.number = number;
    }

    /** The number that the system knows it by. */
    int number() {
        return number;
    }

    /**
     * Takes the signal over from the JVM, which would exit.
     *
     * @param reaction runs on a thread of the JVM's each time the signal arrives
     */
    void onArrival(Runnable reaction) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(reaction);
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name()),
                            MethodHandleProxies.asInterfaceInstance(
                                    handler, MethodHandles.dropArguments(run, 0, signal)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIG" + name() + " cannot be handled by this JVM", e);
        }
    }
}
