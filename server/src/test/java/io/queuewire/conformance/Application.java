package io.queuewire.conformance;

import io.queuewire.message.Publisher;
import io.queuewire.transport.Endpoint;
import io.queuewire.transport.EngineIoConfig;
import java.util.List;

/** What a suite finds on the server. */
interface Application {

    /**
     * The endpoints of one server.
     *
     * @param publisher takes messages to the clients in a namespace or a room
     */
    List<Endpoint> endpoints(Profile profile, EngineIoConfig engineIo, Publisher publisher);
}
