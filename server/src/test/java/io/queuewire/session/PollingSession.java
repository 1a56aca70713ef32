package io.queuewire.session;

import io.queuewire.engineio.Handshake;
import io.queuewire.engineio.Revision;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingListener;
import io.queuewire.testkit.RecordingPoll;
import java.time.Duration;
import java.util.List;

/** A session that polls, after its handshake. */
final class PollingSession {

    static final Duration INTERVAL = Duration.ofSeconds(25);
    static final Duration TIMEOUT = Duration.ofSeconds(20);
    static final Duration STALL = Duration.ofSeconds(10);
    static final int LIMIT = 1_000;

    private static final Handshake HANDSHAKE =
            new Handshake(Revision.FOUR, "secret", List.of("websocket"), INTERVAL, TIMEOUT, 65_536);

    final ManualExecutor executor = new ManualExecutor();
    final RecordingListener listener = new RecordingListener();
    final SocketIoPollingFormat format = new SocketIoPollingFormat(false);
    final PollingTransport transport = new PollingTransport(format, executor, LIMIT, STALL);
    final RecordingPoll first = new RecordingPoll();
    final EngineIoSession session;

    PollingSession() {
        session = EngineIoSession.open(transport, HANDSHAKE, executor, known -> {}, opened -> {
            transport.attach(opened);
            return listener;
        });
        transport.poll(first);
    }

    /** A GET, which may have been answered at once. */
    RecordingPoll get() {
        RecordingPoll poll = new RecordingPoll();
        if (!transport.poll(poll)) {
            throw new AssertionError("the GET was refused");
        }
        return poll;
    }

    /** A POST; false when it was refused. */
    boolean post(String payload) {
        return transport.payload(payload);
    }
}
