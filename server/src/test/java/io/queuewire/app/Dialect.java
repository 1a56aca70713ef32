package io.queuewire.app;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.ServerFrame;
import java.nio.charset.StandardCharsets;

/** What a listener says and hears in one of the three protocols, byte by byte. Each client has its own. */
sealed interface Dialect {

    /** One of them, each as often as the others. */
    static Dialect of(int client) {
        return switch (client % 3) {
            case 0 -> new SocketIo();
            case 1 -> new WebSocket();
            default -> new EventStream();
        };
    }

    /** Comes for the first time. */
    void begin(RawConnection connection);

    /** Comes back with a position; fails when the relay does not know it. */
    void resume(RawConnection connection, String position);

    /** The next message; what keeps a connection alive is answered where it must be and passed over. */
    String next(RawConnection connection);

    /** How a published number reads. */
    String message(long number, String position);

    private static String text(RawConnection connection, String part) {
        String text = connection.frame().text();
        if (!text.contains(part)) {
            throw new AssertionError("expected " + part + ": " + text);
        }
        return text;
    }

    /** Socket.IO over WebSocket, with connection state recovery. */
    final class SocketIo implements Dialect {

        private static final String PATH = "/socket.io/?EIO=4&transport=websocket";
        private static final String SESSION = "\"pid\":\"";
        private static final String PING = "2";
        private static final String PONG = "3";

        private String session = "";

        @Override
        public void begin(RawConnection connection) {
            connection.upgraded(PATH).frame();
            connection.send(ClientFrame.text("40"));
            String welcome = text(connection, SESSION);
            int start = welcome.indexOf(SESSION) + SESSION.length();
            session = welcome.substring(start, welcome.indexOf('"', start));
        }

        @Override
        public void resume(RawConnection connection, String position) {
            connection.upgraded(PATH).frame();
            connection.send(ClientFrame.text("40{" + SESSION + session + "\",\"offset\":\"" + position + "\"}"));
            text(connection, SESSION + session + "\"");
        }

        @Override
        public String next(RawConnection connection) {
            String text = connection.frame().text();
            if (text.equals(PING)) {
                connection.send(ClientFrame.text(PONG));
                return next(connection);
            }
            return text;
        }

        @Override
        public String message(long number, String position) {
            return "42[\"number\"," + number + ",\"" + position + "\"]";
        }
    }

    /** The plain JSON WebSocket. */
    final class WebSocket implements Dialect {

        private static final int PING = 0x89;

        @Override
        public void begin(RawConnection connection) {
            connection.upgraded("/ws").frame();
        }

        @Override
        public void resume(RawConnection connection, String position) {
            connection.upgraded("/ws?since=" + position);
            text(connection, "\"recovered\":true");
        }

        @Override
        public String next(RawConnection connection) {
            ServerFrame frame = connection.frame();
            if (frame.first() == PING) {
                connection.send(ClientFrame.pong(new String(frame.payload(), StandardCharsets.UTF_8)));
                return next(connection);
            }
            return frame.text();
        }

        @Override
        public String message(long number, String position) {
            return "{\"event\":\"number\",\"data\":" + number + ",\"position\":\"" + position + "\"}";
        }
    }

    /** Server-Sent Events. */
    final class EventStream implements Dialect {

        private static final String END = "\n\n";

        @Override
        public void begin(RawConnection connection) {
            listen(connection, "");
        }

        @Override
        public void resume(RawConnection connection, String position) {
            String first = listen(connection, "?since=" + position);
            if (!first.endsWith("id: " + position + END)) {
                throw new AssertionError("expected to go on behind " + position + ": " + first);
            }
        }

        private static String listen(RawConnection connection, String query) {
            connection
                    .send("GET /events" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .head();
            return connection.textUntil(END);
        }

        @Override
        public String next(RawConnection connection) {
            String text = connection.textUntil(END);
            return text.startsWith(":") ? next(connection) : text;
        }

        @Override
        public String message(long number, String position) {
            return "id: " + position + "\nevent: number\ndata: " + number + END;
        }
    }
}
