package io.queuewire.transport;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** What an event loop is at, as its stack shows it. */
public sealed interface LoopActivity {

    /** For operators, as the rest of a sentence that begins with the loop. */
    String text();

    /** It waits for sockets, timers and tasks. */
    record Waiting() implements LoopActivity {

        /** The calls in which each transport waits for the kernel. */
        private static final Map<String, Set<String>> CALLS = Map.of(
                "sun.nio.ch.EPoll", Set.of("wait"),
                "sun.nio.ch.KQueue", Set.of("poll"),
                "sun.nio.ch.WEPoll", Set.of("wait"),
                "io.netty.channel.epoll.Native", Set.of("epollWait0", "epollWait", "epollBusyWait0"),
                "io.netty.channel.uring.Native", Set.of("ioUringEnter"));

        private static boolean is(StackTraceElement frame) {
            return CALLS.getOrDefault(frame.getClassName(), Set.of()).contains(frame.getMethodName());
        }

        @Override
        public String text() {
            return "waits for sockets, timers and tasks";
        }
    }

    /**
     * It works.
     *
     * @param at the method of ours that it is in, or whatever runs where none is
     */
    record Working(String at) implements LoopActivity {
        @Override
        public String text() {
            return "works in " + at;
        }
    }

    /** Reads it from a stack, whose first frame is the innermost; an empty one is that of a thread that has no work. */
    static LoopActivity of(StackTraceElement... stack) {
        if (stack.length == 0 || Waiting.is(stack[0])) {
            return new Waiting();
        }
        StackTraceElement told = Arrays.stream(stack)
                .filter(frame -> frame.getClassName().startsWith("io.queuewire."))
                .findFirst()
                .orElse(stack[0]);
        return new Working(told.getClassName() + "." + told.getMethodName());
    }
}
