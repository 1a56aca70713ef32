package io.queuewire.app;

import io.queuewire.app.config.ConfigProfile;
import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.Decoded;
import io.queuewire.intake.MessageDecoder;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the relay would make of a queue message, by the decoder that the relay itself uses. */
@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a queue message would become: event, audience, data; or why it is invalid.",
            "Sends nothing and needs no queue. Exits with 1 if the message is invalid."
        })
final class RouteCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    /** More than any queue takes, also when a tool has escaped every character of it. */
    private static final int LARGEST_FILE = 16 * ReceivedMessage.LARGEST;

    private final Caller caller;
    private final InputStream input;

    @Mixin
    private final ConfigOptions options;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The message's body; or what 'aws sqs receive-message' prints; or"
                    + " {\"body\":...,\"attributes\":{\"room\":\"a\"}}; - for the standard input")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String file;

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "A message attribute, besides those in the file; repeatable")
    private Map<String, String> attributes = Map.of();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "A YAML file of routing rules to try, instead of the configured ones")
    private @Nullable Path rules;

    @Option(names = "--json", description = "One JSON object for each message instead of lines")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    RouteCommand(Caller caller, InputStream input) {
        this.caller = caller;
        this.input = input;
        this.options = new ConfigOptions(caller);
    }

    @Override
    public Integer call() {
        MessageDecoder decoder = new MessageDecoder(new PackageConfigs(options.read(
                                ConfigProfile.GENERAL,
                                Optional.ofNullable(rules).map(path -> "routes.file=" + path))
                        .serverConfig())
                .intake());
        boolean invalid = false;
        PrintWriter out = spec.commandLine().getOut();
        String separator = "";
        for (ReceivedMessage message : messages()) {
            Decoded decoded = decoder.decode(withAttributes(message));
            invalid |= decoded instanceof Decoded.Invalid;
            if (json) {
                out.println(RouteReport.json(decoded).text());
            } else {
                out.print(separator + RouteReport.lines(decoded));
                separator = System.lineSeparator();
            }
        }
        out.flush();
        return invalid ? ExitCode.FAILURE : ExitCode.SUCCESS;
    }

    private List<ReceivedMessage> messages() {
        try {
            return QueueMessageFile.read(text());
        } catch (CharacterCodingException e) {
            throw misuse("expected UTF-8");
        } catch (IOException e) {
            throw misuse("expected a readable file of at most 16 MiB");
        } catch (MalformedJsonException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream source = file.equals(STANDARD_INPUT)
                ? input
                : Files.newInputStream(caller.folder().resolve(file))) {
            bytes = source.readNBytes(LARGEST_FILE + 1);
        }
        if (bytes.length > LARGEST_FILE) {
            throw new IOException("too large");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private ReceivedMessage withAttributes(ReceivedMessage message) {
        Map<String, AttributeValue> all = new HashMap<>(message.attributes());
        attributes.forEach((name, value) -> all.put(name, AttributeValue.Text.of(value)));
        return new ReceivedMessage(
                message.id(),
                message.body(),
                all,
                message.receipt(),
                message.receiveCount(),
                message.sentAt(),
                message.group(),
                Optional.empty());
    }

    private ParameterException misuse(String expected) {
        return new ParameterException(spec.commandLine(), "FILE '" + file + "': " + expected);
    }
}
