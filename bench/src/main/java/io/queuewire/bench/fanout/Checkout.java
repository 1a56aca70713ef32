package io.queuewire.bench.fanout;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that the comparison was built in, where the other servers and the relay's options lie.
 *
 * @param root holds the launcher
 */
record Checkout(Path root) {

    /** Looks upwards from where these classes lie. */
    static Checkout find() {
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

    /** What the launcher starts the relay with. */
    Path javaOptions() {
        return root.resolve("server/src/main/dist/java-options");
    }

    /** Jars of the relay and the comparison. */
    Path library() {
        return root.resolve("bench/target/lib");
    }

    /** Jars of the other servers. */
    Path peerLibrary() {
        return root.resolve("bench/peers/target/lib");
    }

    /** The servers for Node. */
    Path node() {
        return root.resolve("bench/peers/node");
    }

    /** Where servers write their logs. */
    Path logs() {
        return root.resolve("bench/target/fanout");
    }
}
