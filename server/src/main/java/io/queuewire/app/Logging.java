package io.queuewire.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.queuewire.app.config.ServerConfig.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up: one line for each event on the standard error, so that the standard output carries only what a command
 * was asked for.
 *
 * <p>A thread of its own writes. Who logs never waits for whoever reads the log: when more than {@value #WAITING_LINES}
 * lines wait, further ones are dropped, because an event loop that stands still would harm more than a missing line.
 */
final class Logging {

    private static final int WAITING_LINES = 8192;
    private static final String WRITER = "log";

    /** Libraries that tell of every step at INFO. */
    private static final List<String> TALKATIVE =
            List.of("org.apache.pekko", "org.elasticmq", "software.amazon.awssdk", "io.netty");

    private Logging() {}

    /**
     * Finds the log's library, which hands out substitutes while it is being found: only one thread may do so, and it is
     * waited for.
     */
    static synchronized LoggerContext load() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /**
     * The same for a program that will start its log. Until then nothing is written: by itself the library would write
     * everything, and to the standard output.
     */
    static synchronized void loadAhead() {
        LoggerContext context = load();
        boolean started = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(WRITER) != null;
        if (!started) {
            context.reset();
        }
    }

    /** Replaces whatever was set up before; what still waits at the end of the process is written then. */
    static synchronized void start(LogFormat format) {
        LoggerContext context = load();
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(format, context));
        console.start();
        AsyncAppender writer = new AsyncAppender();
        writer.setContext(context);
        writer.setName(WRITER);
        writer.setQueueSize(WAITING_LINES);
        writer.setDiscardingThreshold(0);
        writer.setNeverBlock(true);
        writer.addAppender(console);
        writer.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(writer);
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        UncaughtExceptions.report();
        Runtime.getRuntime().addShutdownHook(new Thread(writer::stop, "log-flush"));
    }

    private static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
        Layout<ILoggingEvent> layout = switch (format) {
            case TEXT -> new TextLayout();
            case JSON -> new JsonLayout();
        };
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }
}
