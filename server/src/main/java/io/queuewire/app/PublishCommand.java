package io.queuewire.app;

import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.OutgoingMessage;
import io.queuewire.intake.SourceException;
import io.queuewire.intake.sqs.SqsConfig;
import io.queuewire.intake.sqs.SqsSender;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one message to the configured queue, as any producer could. */
@Command(name = "publish", mixinStandardHelpOptions = true, description = "Sends one message to the configured queue.")
final class PublishCommand implements Callable<Integer> {

    private static final int ATTEMPTS = 3;

    @Mixin
    private final ConfigOptions options;

    @Parameters(index = "0", paramLabel = "EVENT", description = "The event's name, such as item_added")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String event;

    @Parameters(index = "1", paramLabel = "JSON", description = "The event's data, any JSON value")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String json;

    @Option(names = "--room", paramLabel = "R", description = "Only for clients in this room; several with commas")
    private @Nullable String room;

    @Option(names = "--user", paramLabel = "U", description = "Only for clients of this user; several with commas")
    private @Nullable String user;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    PublishCommand(Caller caller) {
        this.options = new ConfigOptions(caller);
    }

    @Override
    public Integer call() {
        try {
            RawJson.parse(json, JsonLimits.QUEUE);
        } catch (MalformedJsonException e) {
            throw new ParameterException(spec.commandLine(), "JSON: " + e.getMessage());
        }
        if (event.isBlank()) {
            throw new ParameterException(spec.commandLine(), "EVENT: expected a name");
        }
        ServerConfig config = options.apply(ConfigProfile.RELAY);
        SqsConfig queue = new PackageConfigs(config).queues().getFirst();
        Optional<OutgoingMessage.Order> order = queue.url().fifo()
                ? Optional.of(
                        new OutgoingMessage.Order("queuewire", UUID.randomUUID().toString()))
                : Optional.empty();
        try (SqsSender sender = new SqsSender(queue, ATTEMPTS)) {
            String id = sender.send(new OutgoingMessage(json, attributes(), order));
            spec.commandLine().getOut().println("sent " + id + " to " + queue.url());
            return ExitCode.SUCCESS;
        } catch (SourceException e) {
            throw new CommandFailedException(queue.url() + " did not take the message: " + e.getMessage(), e);
        }
    }

    private Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("event", AttributeValue.Text.of(event));
        if (room != null) {
            attributes.put("room", AttributeValue.Text.of(room));
        }
        if (user != null) {
            attributes.put("user", AttributeValue.Text.of(user));
        }
        return attributes;
    }
}
