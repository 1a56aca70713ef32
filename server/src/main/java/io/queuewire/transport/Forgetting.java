package io.queuewire.transport;

import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;

/**
 * Passes everything on, and forgets a session that is over.
 *
 * @param forget takes it out of the index
 */
record Forgetting(EngineIoSession.Listener listener, Runnable forget) implements EngineIoSession.Listener {

    @Override
    public void text(String message) {
        listener.text(message);
    }

    @Override
    public void binary(byte[] message) {
        listener.binary(message);
    }

    @Override
    public void closed(DisconnectReason reason, String detail) {
        forget.run();
        listener.closed(reason, detail);
    }
}
