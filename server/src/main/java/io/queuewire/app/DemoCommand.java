package io.queuewire.app;

import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.app.demo.DemoItems;
import io.queuewire.app.demo.DemoProducer;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.sqs.SqsConfig;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything on this machine: an embedded queue, the relay, the demo page and a producer. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs everything on this machine: queue, relay, demo page, and a producer of items.",
            "Nothing has to be installed; the queue speaks the protocol of SQS."
        })
final class DemoCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(DemoCommand.class);
    private static final String REGION = "us-east-1";

    @Mixin
    private final ConfigOptions options;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0.5",
            description = "Items a second that the producer sends, 0 for none (default: one every 2 s)")
    private double rate;

    @Option(
            names = "--queue-port",
            paramLabel = "PORT",
            defaultValue = "9324",
            description = "Port of the embedded queue, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int queuePort;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    DemoCommand(Caller caller) {
        this.options = new ConfigOptions(caller);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(rate >= 0 && rate <= 1_000)) {
            throw new ParameterException(spec.commandLine(), "--rate " + rate + ": expected 0 to 1000");
        }
        if (queuePort < 0 || queuePort > 65_535) {
            throw new ParameterException(spec.commandLine(), "--queue-port " + queuePort + ": expected 0 to 65535");
        }
        ServerConfig config = options.apply(ConfigProfile.DEMO);
        Signals signals = Signals.takeOver();
        EmbeddedQueue queue = startQueue();
        ServerConfig local = config.withQueue(config.queue().at(URI.create(queue.url()), queue.endpoint(), REGION));
        PushServer server;
        try {
            server = PushServer.start(local);
        } catch (CommandFailedException e) {
            queue.close();
            throw e;
        }
        DemoItems items = new DemoItems(
                new SqsConfig(new QueueUrl(queue.url()), Optional.of(queue.endpoint()), Optional.of(REGION), true));
        DemoProducer producer = new DemoProducer(items, RandomGenerator.getDefault());
        if (rate > 0) {
            producer.start(rate);
        }
        signals.stopBy(
                () -> {
                    producer.close();
                    server.stop();
                    items.close();
                    queue.close();
                },
                local.drain().limit());
        explain(local, server, queue);
        Thread.currentThread().join();
        return ExitCode.SUCCESS;
    }

    private EmbeddedQueue startQueue() throws InterruptedException {
        log.info("starting the embedded queue");
        try {
            return EmbeddedQueue.start(queuePort, Optional.empty());
        } catch (NoClassDefFoundError absent) {
            throw new CommandFailedException(
                    "the demo needs the embedded queue, which this distribution leaves out: run ./queuewire demo in a"
                            + " source checkout, or docker compose up",
                    absent);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot start the embedded queue on port " + queuePort + ": " + e.getMessage()
                            + " (--queue-port 0 takes any free port)",
                    e);
        }
    }

    private static void explain(ServerConfig config, PushServer server, EmbeddedQueue queue) {
        Announcement announcement = Announcement.of(config, server);
        System.out.printf(
                """

                  The demo page   %s
                  Management      %s
                  Queue URL       %s
                  Endpoint        %s

                  Put an item on the queue, with the AWS CLI:
                    AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws sqs send-message --region %s \\
                      --endpoint-url %s --queue-url %s \\
                      --message-body '{"id":"lamp-1","name":"Brass lamp","price":42.5,"stock":7}'
                  or without it:
                    ./queuewire publish --set queue.url=%s item_added '{"id":"lamp-2","name":"Oak lamp"}'

                  Ctrl-C stops everything.
                """,
                announcement.page(),
                announcement.management(),
                queue.url(),
                queue.endpoint(),
                REGION,
                queue.endpoint(),
                queue.url(),
                queue.url());
        System.out.flush();
    }
}
