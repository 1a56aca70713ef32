package io.queuewire.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.queuewire.ops.Problem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps the last {@value #MOST} warnings and errors of the log for operators who have no log at hand, from its start to its
 * stop. Safe for any thread; who logs waits for nothing, since the texts are made only when they are asked for.
 */
final class RecentProblems extends AppenderBase<ILoggingEvent> {

    static final int MOST = 50;

    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_TRACE = 40;

    private final Deque<ILoggingEvent> events = new ArrayDeque<>();
    private final Logger root;

    private RecentProblems(Logger root) {
        this.root = root;
        setContext(root.getLoggerContext());
        setName("problems");
    }

    /** Listens to the whole log from now on. */
    static RecentProblems collect() {
        RecentProblems problems = new RecentProblems(Logging.load().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        problems.start();
        problems.root.addAppender(problems);
        return problems;
    }

    @Override
    public void stop() {
        root.detachAppender(this);
        super.stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            event.prepareForDeferredProcessing();
            synchronized (events) {
                if (events.size() == MOST) {
                    events.remove();
                }
                events.add(event);
            }
        }
    }

    /** What is kept, the newest first. */
    List<Problem> list() {
        List<ILoggingEvent> kept;
        synchronized (events) {
            kept = new ArrayList<>(events);
        }
        Collections.reverse(kept);
        return kept.stream().map(RecentProblems::problem).toList();
    }

    private static Problem problem(ILoggingEvent event) {
        return new Problem(
                Instant.ofEpochMilli(event.getTimeStamp()),
                event.getLevel().toString(),
                VisibleText.of(event.getThreadName()),
                event.getLoggerName(),
                message(event),
                trace(event));
    }

    private static String message(ILoggingEvent event) {
        StringBuilder message = new StringBuilder(event.getFormattedMessage());
        event.getMDCPropertyMap()
                .forEach((name, value) ->
                        message.append(' ').append(name).append('=').append(value));
        String visible = VisibleText.of(message.toString());
        return visible.length() <= LONGEST_MESSAGE ? visible : visible.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static String trace(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy())
                        .lines()
                        .limit(LONGEST_TRACE)
                        .map(line -> VisibleText.of(line.strip()))
                        .collect(Collectors.joining("\n"));
    }
}
