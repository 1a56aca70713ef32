package io.queuewire.bench.fanout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The servers to be visited. Closing ends those that run. */
abstract class Servers implements AutoCloseable {

    /** What is done at a server. */
    @FunctionalInterface
    interface Visit {
        void at(ServerProgram server) throws InterruptedException;
    }

    private Servers() {}

    /** Starts a server for each visit. */
    static Servers thatAreFresh(Pinning pinning, Path logs) {
        return new Servers() {
            @Override
            void visit(Contender contender, Visit visit) throws IOException, InterruptedException {
                try (ServerProgram server = ServerProgram.start(contender, pinning, logs)) {
                    visit.at(server);
                }
            }

            @Override
            public void close() {}
        };
    }

    /** Starts a server for its first visit. Who is not visited has nothing to do. */
    static Servers thatStay(Pinning pinning, Path logs) {
        return new Servers() {
            private final Map<String, ServerProgram> running = new LinkedHashMap<>();

            @Override
            void visit(Contender contender, Visit visit) throws IOException, InterruptedException {
                ServerProgram server = running.get(contender.name());
                if (server == null) {
                    server = ServerProgram.start(contender, pinning, logs);
                    running.put(contender.name(), server);
                }
                visit.at(server);
            }

            @Override
            public void close() {
                running.values().forEach(ServerProgram::close);
            }
        };
    }

    /** @throws IOException when the server does not start; the message says what it wrote last */
    abstract void visit(Contender contender, Visit visit) throws IOException, InterruptedException;

    @Override
    public abstract void close();
}
