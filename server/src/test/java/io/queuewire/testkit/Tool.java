package io.queuewire.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that some tests run and that not every machine has. */
public enum Tool {
    /** Node.js with the official Socket.IO client, which the build fetches through npm. */
    NODE {
        @Override
        public Optional<String> missing() {
            if (find("node").isEmpty()) {
                return Optional.of("there is no node on the PATH");
            }
            return Files.isDirectory(
                            CLIENT_PACKAGE.resolveSibling("node_modules").resolve("socket.io-client"))
                    ? Optional.empty()
                    : Optional.of("client-demo/node_modules has no socket.io-client: is npm on the PATH?");
        }
    },

    /** Chromium with its driver, as Debian packages them. */
    CHROMIUM {
        @Override
        public Optional<String> missing() {
            return Stream.of("chromium", "chromedriver")
                    .filter(name -> find(name).isEmpty())
                    .map(name -> "there is no " + name + " on the PATH")
                    .findFirst();
        }
    };

    /** Names the package whose socket.io-client the tests run. */
    public static final Path CLIENT_PACKAGE = Path.of("..", "client-demo", "package.json");

    /** Why the tool cannot be used here; empty when it can. */
    public abstract Optional<String> missing();

    /** Where a program is, as a shell would find it. */
    public static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
