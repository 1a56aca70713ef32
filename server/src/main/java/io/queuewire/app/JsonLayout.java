package io.queuewire.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.queuewire.json.RawJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One event as a JSON object on a line, for machines, under the names that most of them look for: {@code timestamp} (UTC),
 * {@code level}, {@code thread}, {@code logger}, {@code message}, its context, and {@code stack_trace} where there is one.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        event.getMDCPropertyMap().forEach((name, value) -> put(members, name, value));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> put(members, pair.key, String.valueOf(pair.value)));
        }
        put(members, "timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        put(members, "level", event.getLevel().toString());
        put(members, "thread", event.getThreadName());
        put(members, "logger", event.getLoggerName());
        put(members, "message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            put(members, "stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return RawJson.object(members).text() + "\n";
    }

    private static void put(Map<String, RawJson> members, String name, String value) {
        members.put(name, RawJson.string(value));
    }
}
