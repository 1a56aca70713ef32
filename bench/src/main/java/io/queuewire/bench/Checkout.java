package io.queuewire.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that the benchmarks were built in, where the relay and the other servers lie.
 *
 * @param root holds the launcher
 */
public record Checkout(Path root) {

    /** Looks upwards from where these classes lie. */
    public static Checkout find() {
        try {
            Path classes = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = classes; folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve("queuewire"))) {
                    return new Checkout(folder);
                }
            }
            throw new IllegalStateException(classes + " is in no checkout of Queuewire");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where the classes lie is no path", e);
        }
    }

    /** Starts the relay as users do. */
    public Path launcher() {
        return root.resolve("queuewire");
    }

    /** What the launcher starts the relay with. */
    public Path javaOptions() {
        return root.resolve("server/src/main/dist/java-options");
    }

    /** The relay as it is distributed; names all of its libraries. */
    public Path relay() {
        return root.resolve("server/target/dist/lib/queuewire-server.jar");
    }

    /** What a start need not find out again; missing where the build's JDK makes none. */
    public Path startCache() {
        return root.resolve("server/target/dist/start.aot");
    }

    /** Jars of the relay and the comparison. */
    public Path library() {
        return root.resolve("bench/target/lib");
    }

    /** Jars of the other servers. */
    public Path peerLibrary() {
        return root.resolve("bench/peers/target/lib");
    }

    /** The servers for Node. */
    public Path node() {
        return root.resolve("bench/peers/node");
    }

    /** nginx with nchan. */
    public Path nchan() {
        return root.resolve("bench/peers/nchan");
    }

    /** Where servers write their logs. */
    public Path logs() {
        return root.resolve("bench/target/fanout");
    }
}
