package io.queuewire.bench.peers;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;

/** The netty-socketio library as a server of the comparison, with the best transport that it has. */
public final class NettySocketIo {

    private static final int BACKLOG = 4_096;
    private static final int PING_INTERVAL = 25_000;
    private static final int PING_TIMEOUT = 20_000;

    private NettySocketIo() {}

    /** Takes a port for clients and one for orders. */
    public static void main(String[] arguments) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(arguments[0]));
        configuration.setUseLinuxNativeEpoll(Epoll.isAvailable());
        configuration.setPingInterval(PING_INTERVAL);
        configuration.setPingTimeout(PING_TIMEOUT);
        SocketConfig socket = new SocketConfig();
        socket.setAcceptBackLog(BACKLOG);
        configuration.setSocketConfig(socket);
        SocketIOServer server = new SocketIOServer(configuration);
        server.start();
        ObjectMapper json = new ObjectMapper();
        Steering.start(
                Integer.parseInt(arguments[1]),
                message -> server.getBroadcastOperations().sendEvent("item_added", tree(json, message)));
    }

    private static JsonNode tree(ObjectMapper json, String message) {
        try {
            return json.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schedule makes JSON", e);
        }
    }
}
