package io.queuewire.app.demo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import scala.Function0;
import scalikejdbc.ConnectionPool;
import scalikejdbc.ConnectionPoolSettings;

/**
 * An SQS-compatible queue service inside this process, with the queue {@code items} and its dead-letter queue {@code
 * items-dead}. It listens on loopback only and takes any credentials.
 */
public final class EmbeddedQueue implements AutoCloseable {

    /** The queue's name. */
    public static final String ITEMS = "items";

    /** Where messages go that have been received {@link #MOST_RECEIVES} times. */
    public static final String DEAD_LETTERS = "items-dead";

    public static final int MOST_RECEIVES = 5;

    private static final String HOST = "127.0.0.1";
    private static final String ACCOUNT = "000000000000";
    private static final Duration START = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 20;

    private final Function0<?> stop;
    private final URI endpoint;
    private final boolean stored;

    private EmbeddedQueue(Function0<?> stop, URI endpoint, boolean stored) {
        this.stop = stop;
        this.endpoint = endpoint;
        this.stored = stored;
    }

    /**
     * Starts the service and waits until its queues exist.
     *
     * @param port where to listen; 0 for any free port
     * @param storage a file that keeps the messages across a restart; without one they are gone with the service. Only one
     *     service of a process can have a storage at a time, and its messages are back a moment after its start
     * @throws IOException when the port is taken or the queues do not appear
     */
    public static EmbeddedQueue start(int port, Optional<Path> storage) throws IOException, InterruptedException {
        int chosen = freePort(port);
        storage.map(EmbeddedQueue::database).ifPresent(EmbeddedQueue::open);
        Function0<?> stop = new ElasticMQServer(new ElasticMQServerConfig(config(chosen, storage))).start();
        EmbeddedQueue queue = new EmbeddedQueue(stop, URI.create("http://" + HOST + ":" + chosen), storage.isPresent());
        try {
            queue.awaitQueues();
        } catch (IOException | InterruptedException e) {
            queue.close();
            throw e;
        }
        return queue;
    }

    private static Config config(int port, Optional<Path> storage) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "rest-sqs.bind-hostname",
                HOST,
                "rest-sqs.bind-port",
                port,
                "generate-node-address",
                true,
                "aws.region",
                "us-east-1",
                "aws.accountId",
                ACCOUNT,
                "queues." + DEAD_LETTERS + ".defaultVisibilityTimeout",
                "30 seconds",
                "queues." + ITEMS + ".defaultVisibilityTimeout",
                "30 seconds",
                "queues." + ITEMS + ".deadLettersQueue.name",
                DEAD_LETTERS,
                "queues." + ITEMS + ".deadLettersQueue.maxReceiveCount",
                MOST_RECEIVES));
        storage.ifPresent(file -> {
            settings.put("messages-storage.enabled", true);
            settings.put("messages-storage.uri", database(file));
        });
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    }

    private static String database(Path storage) {
        return "jdbc:h2:" + storage.toAbsolutePath();
    }

    /** The service does this only once in a process, and would use its first storage for ever. */
    private static void open(String database) {
        ConnectionPoolSettings settings = ConnectionPool.singleton$default$4();
        ConnectionPool.singleton(
                database, "", "", settings, ConnectionPool.singleton$default$5(database, "", "", settings));
    }

    /** Looked for beforehand: the service would leave threads behind when it cannot have its port. */
    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new IOException("port " + wanted + " is taken: expected a free one for the embedded queue", e);
        }
    }

    /** The service answers before it has made its queues. */
    private void awaitQueues() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!exists(client, DEAD_LETTERS) || !exists(client, ITEMS)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException(
                            "the embedded queue service made no queues within " + START.toSeconds() + " s");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private boolean exists(HttpClient client, String queue) throws IOException, InterruptedException {
        URI question = URI.create(endpoint + "/?Action=GetQueueUrl&QueueName=" + queue);
        return client.send(HttpRequest.newBuilder(question).build(), BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    /** Where the service listens, {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return endpoint;
    }

    /** The URL of the queue {@link #ITEMS}. */
    public String url() {
        return url(ITEMS);
    }

    /** The URL of a queue of this service, whether it exists or not. */
    public String url(String name) {
        return endpoint + "/" + ACCOUNT + "/" + name;
    }

    /** Stops the service and waits until its port is free. */
    @Override
    public void close() {
        stop.apply();
        if (stored) {
            ConnectionPool.closeAll();
        }
    }
}
