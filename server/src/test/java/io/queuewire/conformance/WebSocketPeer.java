package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.ServerFrame;
import java.util.List;
import java.util.stream.Stream;

/** A client on a WebSocket. */
final class WebSocketPeer {

    private final RawConnection connection;

    WebSocketPeer(RawConnection connection) {
        this.connection = connection;
    }

    RawConnection connection() {
        return connection;
    }

    WebSocketPeer say(String message) {
        connection.send(ClientFrame.text(message));
        return this;
    }

    WebSocketPeer say(byte... message) {
        connection.send(ClientFrame.binary(message));
        return this;
    }

    /** Sends several messages in one piece. */
    WebSocketPeer sayAtOnce(String... messages) {
        connection.send(
                ClientFrame.concat(Stream.of(messages).map(ClientFrame::text).toArray(byte[][]::new)));
        return this;
    }

    /** The next text message. */
    String next() {
        return connection.frame().text();
    }

    byte[] nextBytes() {
        return connection.frame().binary();
    }

    /** The next text messages. */
    List<String> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /** What comes before the next pong of the WebSocket protocol, so that nothing need be waited for in vain. */
    List<String> everythingUntilNow() {
        connection.send(ClientFrame.ping("now"));
        Stream.Builder<String> messages = Stream.builder();
        for (ServerFrame frame = connection.frame(); frame.first() != 0x8A; frame = connection.frame()) {
            messages.add(frame.text());
        }
        return messages.build().toList();
    }

    /** Waits for the end, and answers the close code that the server gave. */
    int closeCode() {
        ServerFrame frame = connection.frame();
        while (frame.first() != ServerFrame.CLOSE) {
            frame = connection.frame();
        }
        return frame.closeCode();
    }

    /** Answers every ping until the server closes; fails when it says anything else. */
    void answerPingsUntilClose(int code) {
        ServerFrame frame = connection.frame();
        for (; frame.first() != ServerFrame.CLOSE; frame = connection.frame()) {
            assertThat(frame.text()).isEqualTo("2");
            say("3");
        }
        assertThat(frame.closeCode()).isEqualTo(code);
    }

    /** Fails unless the next thing that the server does is to close. */
    void expectClose(int code) {
        assertThat(connection.frame().closeCode()).isEqualTo(code);
    }
}
