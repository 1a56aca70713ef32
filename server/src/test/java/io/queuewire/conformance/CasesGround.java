package io.queuewire.conformance;

import io.queuewire.transport.TransportKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** The ground on which the tests of single behaviours stand: the profile {@code cases}, shared by the tests of a class. */
abstract class CasesGround {

    static final String GOOD = "Origin: http://good.example";
    static final String BAD = "Origin: http://bad.example";

    private static Servers servers;

    /** The echo of Engine.IO, where heartbeats and deadlines do not disturb. */
    final Wire engineIo = new Wire(servers.port(), "/engine.io/");

    /** The application, where heartbeats and deadlines do not disturb. */
    final Wire socketIo = new Wire(servers.port(), "/socket.io/");

    @BeforeParameterizedClassInvocation
    static void start(TransportKind kind) {
        servers = new Servers(Profile.CASES, kind);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        servers.close();
    }

    @AfterEach
    void hangUp() {
        engineIo.close();
        socketIo.close();
    }

    /** An endpoint with the heartbeats and deadlines of the profile. */
    static Wire hurried(String path) {
        return new Wire(servers.hurriedPort(), path);
    }

    /** A client in the main namespace, over a WebSocket, after the greeting. */
    WebSocketPeer joined() {
        WebSocketPeer peer = connected();
        peer.say("40");
        peer.next(2);
        return peer;
    }

    /** A client over a WebSocket that is in no namespace. */
    WebSocketPeer connected() {
        WebSocketPeer peer = socketIo.webSocket();
        Wire.handshake(peer.next());
        return peer;
    }
}
