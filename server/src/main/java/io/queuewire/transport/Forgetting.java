package io.queuewire.transport;

import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;

/** Passes everything on, and takes a session that is over out of the index. */
record Forgetting(EngineIoSessions sessions, String sid, EngineIoSession.Listener listener)
        implements EngineIoSession.Listener {

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
        sessions.remove(sid);
        listener.closed(reason, detail);
    }
}
