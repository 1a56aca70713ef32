package io.queuewire.app;

import com.sun.management.UnixOperatingSystemMXBean;
import io.queuewire.app.config.ServerConfig.LogFormat;
import io.queuewire.load.LoadException;
import io.queuewire.load.LoadPlan;
import io.queuewire.load.LoadReport;
import io.queuewire.load.LoadRun;
import io.queuewire.load.LoadTable;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts a crowd of clients on a server and says what they saw. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Connects many clients to a server and counts loss, duplicates, order and latency of what they receive.",
            "Scenarios: fanout receives, idle answers heartbeats only, storm leaves and comes back all at once, in"
                    + " slow some clients read nothing, in churn some leave and come back all the time.",
            "Messages come by --publish, or from anywhere else: numbers and times are found in their data by name."
                    + " Exit code 1 says that something was lost, doubled, out of order, or that a client was."
        })
final class LoadCommand implements Callable<Integer> {

    private static final int SPARE_DESCRIPTORS = 100;

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Option(names = "--json", description = "Print one JSON object; the table goes to the standard error")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LoadPlan plan = plan();
        requireDescriptors(plan.crowd().clients());
        Logging.start(LogFormat.TEXT); // before Netty says its first word
        if (!plan.crowd().transport().isAvailable()) {
            throw new ParameterException(
                    spec.commandLine(), "--transport " + plan.crowd().transport() + ": not available here");
        }
        PrintWriter err = spec.commandLine().getErr();
        LoadRun run = new LoadRun(plan, progress -> {
            err.println(progress.line());
            err.flush();
        });
        CountDownLatch reported = new CountDownLatch(1);
        Signals.stopInOrder(() -> {
            run.stop();
            await(reported);
        });
        try {
            LoadReport report = run.run();
            print(report);
            return report.isClean() ? ExitCode.SUCCESS : ExitCode.FAILURE;
        } catch (LoadException e) {
            throw new CommandFailedException("cannot begin: " + e.getMessage(), e);
        } finally {
            reported.countDown();
        }
    }

    private LoadPlan plan() {
        try {
            return options.plan();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Better to fail now than with the last thousand clients. */
    private static void requireDescriptors(int clients) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() - SPARE_DESCRIPTORS < clients) {
            throw new CommandFailedException(clients + " clients need as many file descriptors and " + SPARE_DESCRIPTORS
                    + " more, and the limit is " + unix.getMaxFileDescriptorCount() + " (ulimit -n)");
        }
    }

    private void print(LoadReport report) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        (json ? err : out).print(LoadTable.of(report));
        if (json) {
            out.println(report.json().text());
        }
        err.flush();
        out.flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
