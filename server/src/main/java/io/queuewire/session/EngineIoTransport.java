package io.queuewire.session;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.hub.ClientLink;

/** Carries the packets of one Engine.IO session to its client. On the session's thread only. */
public interface EngineIoTransport extends ClientLink {

    /** The transport's name in the protocol: {@code polling} or {@code websocket}. */
    String name();

    /** Sends one packet, behind everything that was written before. */
    void send(EngineIoPacket packet);

    /** Whether what is sent now goes out now; volatile events are dropped otherwise. */
    boolean isReady();

    /** Ends the connection after what was sent, with a reason that the client is told as far as its transport can. */
    void close(DisconnectReason reason, String detail);
}
