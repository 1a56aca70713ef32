package io.queuewire.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Collects what the relay logs as an error, from its creation to its close. */
public final class LoggedErrors implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.queuewire");
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Collector collector = new Collector();

    public LoggedErrors() {
        collector.setContext(logger.getLoggerContext());
        collector.start();
        logger.addAppender(collector);
    }

    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        logger.detachAppender(collector);
        collector.stop();
    }

    private final class Collector extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                messages.add(event.getFormattedMessage());
            }
        }
    }
}
