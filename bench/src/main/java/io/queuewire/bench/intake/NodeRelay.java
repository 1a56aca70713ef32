package io.queuewire.bench.intake;

import io.queuewire.bench.Checkout;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The relay that one would build by hand from socket.io and sqs-consumer: {@code bench/peers/node/sqs-socketio.js}. */
record NodeRelay(Program program, URI address, BenchQueue queue) implements PushServer {

    static final String NAME = "node";

    private static final Pattern ANNOUNCEMENT = Pattern.compile("serves (http://\\S+)");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("NODE_ENV", "production", "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");

    static NodeRelay start(BenchQueue queue, int pollers) throws IOException {
        Program program = Program.start(
                List.of(
                        "node",
                        Checkout.find().node().resolve("sqs-socketio.js").toString(),
                        queue.endpoint().toString(),
                        queue.url(),
                        Integer.toString(pollers)),
                ENVIRONMENT);
        return new NodeRelay(program, URI.create(program.await(ANNOUNCEMENT).group(1)), queue);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void pause() throws IOException {
        program.tell("pause");
        program.await(Pattern.compile("paused"));
    }

    @Override
    public void resume() throws IOException {
        program.tell("resume");
    }
}
