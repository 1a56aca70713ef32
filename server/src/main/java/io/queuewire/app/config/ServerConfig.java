package io.queuewire.app.config;

import io.queuewire.intake.RoutingRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Everything that can be configured, typed and checked. Immutable; only {@link Configuration} makes one, from values that
 * it has checked one by one and against each other, so that its readers need not doubt them.
 *
 * <p>The parts follow the keys as operators see them. The composition root turns them into the records that the packages
 * own, so that no package knows where its values come from.
 *
 * @param loopWatchdog for how long an event loop may not get on before that is reported; zero for ever
 */
public record ServerConfig(
        Listener listener,
        Management management,
        Queue queue,
        List<RoutingRule> routes,
        Relay relay,
        Clients clients,
        Replay replay,
        Drain drain,
        Duration loopWatchdog,
        LogFormat logFormat) {

    public ServerConfig {
        routes = List.copyOf(routes);
    }

    /** The same configuration with another queue, for a command that brings its own. */
    public ServerConfig withQueue(Queue other) {
        return new ServerConfig(
                listener, management, other, routes, relay, clients, replay, drain, loopWatchdog, logFormat);
    }

    /**
     * The public port.
     *
     * @param host address to bind
     * @param port 0 for any free one
     * @param origins browser origins that may connect
     * @param hosts accepted {@code Host} names, lower case and without a port; empty for any
     * @param staticRoot files of {@code /} and below
     * @param demo whether {@code POST /demo/items} exists
     * @param transport how sockets are driven
     */
    public record Listener(
            String host,
            int port,
            AllowedOrigins origins,
            Set<String> hosts,
            StaticRoot staticRoot,
            boolean demo,
            TransportChoice transport) {
        public Listener {
            hosts = Set.copyOf(hosts);
        }
    }

    /**
     * The management port.
     *
     * @param host address to bind; a loopback address unless there is a token
     * @param port 0 for any free one
     * @param token what a caller has to present
     */
    public record Management(String host, int port, Optional<Secret> token) {}

    /**
     * Where messages come from.
     *
     * @param urls queues to read; at least one for commands that need a queue
     * @param endpoint where the queue service is, or as the AWS SDK finds it
     * @param region or as the AWS SDK finds it
     * @param pollers polling threads of each queue
     * @param waitTime long-poll wait, in whole seconds
     * @param visibility visibility timeout, in whole seconds
     * @param inFlight most messages in hand at once
     * @param dedupe how long a message id is remembered; zero for not at all
     * @param onInvalid what becomes of an invalid message
     * @param parkingUrl where invalid messages are parked; there when {@code onInvalid} says so
     * @param noAudience what becomes of a message that nobody is there to get
     * @param defaultEvent event of a message that names none
     * @param checksums whether the MD5 of each received body is checked
     */
    public record Queue(
            List<URI> urls,
            Optional<URI> endpoint,
            Optional<String> region,
            int pollers,
            Duration waitTime,
            Duration visibility,
            int inFlight,
            Duration dedupe,
            OnInvalid onInvalid,
            Optional<URI> parkingUrl,
            NoAudience noAudience,
            String defaultEvent,
            boolean checksums) {
        public Queue {
            urls = List.copyOf(urls);
        }

        /** The same settings for one queue somewhere else. */
        public Queue at(URI otherUrl, URI otherEndpoint, String otherRegion) {
            return new Queue(
                    List.of(otherUrl),
                    Optional.of(otherEndpoint),
                    Optional.of(otherRegion),
                    pollers,
                    waitTime,
                    visibility,
                    inFlight,
                    dedupe,
                    onInvalid,
                    parkingUrl,
                    noAudience,
                    defaultEvent,
                    checksums);
        }
    }

    /**
     * What clients see and may do.
     *
     * @param namespaces the Socket.IO namespaces that exist, with their slash
     * @param clientEvents events that a client may send to be rebroadcast
     * @param clientRate client events, joins and leaves of one connection
     * @param openRooms patterns of the rooms that a client may join by itself; {@code *} stands for any characters
     * @param presence whether clients are told how many they are
     */
    public record Relay(
            Set<String> namespaces,
            Set<String> clientEvents,
            Rate clientRate,
            List<String> openRooms,
            boolean presence) {
        public Relay {
            namespaces = Set.copyOf(namespaces);
            clientEvents = Set.copyOf(clientEvents);
            openRooms = List.copyOf(openRooms);
        }
    }

    /**
     * The connections of clients.
     *
     * @param pingInterval between two heartbeats
     * @param pingTimeout how long an answer to one may take
     * @param maxPayload largest message a client may send, bytes
     * @param outboundLimit most bytes that may wait for a client as another message arrives
     * @param outboundStall longest time that nothing moves towards a client
     * @param fanoutLinger how long a shard gathers messages before it writes
     * @param mostConnections or, when empty, as many as the descriptor limit allows
     * @param mostConnectionsPerAddress 0 for any number
     */
    public record Clients(
            Duration pingInterval,
            Duration pingTimeout,
            int maxPayload,
            int outboundLimit,
            Duration outboundStall,
            Duration fanoutLinger,
            OptionalInt mostConnections,
            int mostConnectionsPerAddress) {}

    /**
     * What is kept for clients that come back; whichever bound is reached first holds.
     *
     * @param window how old a message may get
     * @param messages how many
     * @param bytes how much, together
     * @param file where a clean stop leaves it for the next start
     */
    public record Replay(Duration window, int messages, long bytes, Optional<Path> file) {}

    /**
     * How a stop goes.
     *
     * @param grace between not being ready and the first client told to go
     * @param spread over how long clients are told
     * @param limit after which everything has to be over, whatever the other two say
     */
    public record Drain(Duration grace, Duration spread, Duration limit) {}

    /** How sockets are driven; {@code AUTO} takes the best that works here. */
    public enum TransportChoice {
        AUTO,
        IO_URING,
        EPOLL,
        NIO
    }

    /** What becomes of an invalid message. */
    public enum OnInvalid {
        LEAVE,
        PARK,
        DROP
    }

    /** What becomes of a message that nobody is there to get. */
    public enum NoAudience {
        DELETE,
        RELEASE
    }

    /** What a line of the log looks like. */
    public enum LogFormat {
        TEXT,
        JSON
    }
}
