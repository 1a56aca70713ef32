package io.queuewire.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One event as a line for people: time (UTC), level, thread, class, message, context; a stack trace in indented lines below.
 *
 * <p>Whatever a client or producer managed to get into a message cannot end the line or steer a terminal.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append(event.getLevel());
        line.repeat(' ', 6 - event.getLevel().toString().length());
        line.append('[').append(event.getThreadName()).append("] ");
        line.append(shortName(event.getLoggerName())).append(": ");
        VisibleText.append(event.getFormattedMessage(), line);
        event.getMDCPropertyMap().forEach((name, value) -> appendContext(name, value, line));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> appendContext(pair.key, String.valueOf(pair.value), line));
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            // A message inside the trace may have line breaks: indented, no line of it can pass for a line of the log.
            ThrowableProxyUtil.asString(event.getThrowableProxy()).lines().forEach(traced -> {
                line.append("    ");
                VisibleText.append(traced.strip(), line);
                line.append('\n');
            });
        }
        return line.toString();
    }

    private static void appendContext(String name, String value, StringBuilder line) {
        line.append(' ').append(name).append('=');
        VisibleText.append(value, line);
    }

    private static String shortName(String loggerName) {
        return loggerName.substring(loggerName.lastIndexOf('.') + 1);
    }
}
