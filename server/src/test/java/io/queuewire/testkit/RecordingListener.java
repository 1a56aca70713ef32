package io.queuewire.testkit;

import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The protocol above an Engine.IO session that only remembers what it hears. */
public final class RecordingListener implements EngineIoSession.Listener {

    private final List<String> heard = new ArrayList<>();
    private final List<DisconnectReason> closes = new ArrayList<>();

    @Override
    public void text(String message) {
        heard.add(message);
    }

    @Override
    public void binary(byte[] message) {
        heard.add(Arrays.toString(message));
    }

    @Override
    public void closed(DisconnectReason reason, String detail) {
        closes.add(reason);
    }

    /** Texts, and bytes as a list of numbers. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** Why the session ended, empty while it goes on; fails when it was told more than once. */
    public Optional<DisconnectReason> closed() {
        if (closes.size() > 1) {
            throw new AssertionError("told more than once: " + closes);
        }
        return closes.stream().findFirst();
    }
}
