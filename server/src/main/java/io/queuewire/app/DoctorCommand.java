package io.queuewire.app;

import com.sun.management.UnixOperatingSystemMXBean;
import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.app.doctor.Finding;
import io.queuewire.app.doctor.Finding.Verdict;
import io.queuewire.app.doctor.QueueExamination;
import io.queuewire.app.doctor.QueueExamination.Depth;
import io.queuewire.app.doctor.SettingsReview;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks, before anybody relies on it, whether queues, permissions, settings and machine will do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks queue access, permissions, redrive policy, visibility against drain time and the",
            "descriptor limit. Takes no messages. Exits with 1 if any check fails."
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOptions options;

    @Option(
            names = "--receive",
            description = "Also receives at most one message of each queue for real. It is visible again at once, but"
                    + " its receive count grows by one, which counts for the redrive policy")
    private boolean receive;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    DoctorCommand(Caller caller) {
        this.options = new ConfigOptions(caller);
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config = options.apply(ConfigProfile.RELAY);
        List<Finding> all = new ArrayList<>(new SettingsReview(config).findings(descriptorLimit()));
        print("this relay", all);
        for (Map.Entry<String, Future<List<Finding>>> queue : examine(config).entrySet()) {
            List<Finding> findings = result(queue.getValue());
            print(queue.getKey(), findings);
            all.addAll(findings);
        }
        long failures = count(all, Verdict.FAILURE);
        spec.commandLine()
                .getOut()
                .println(all.size() + " checks, " + failures + " failed, " + count(all, Verdict.WARNING)
                        + " with warnings");
        return failures == 0 ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    /** All queues at once, so that several that hang take no longer than one. */
    private Map<String, Future<List<Finding>>> examine(ServerConfig config) {
        PackageConfigs configs = new PackageConfigs(config);
        Depth depth = receive ? Depth.WITH_RECEIVE : Depth.WITHOUT_RECEIVE;
        Map<String, Future<List<Finding>>> results = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            configs.queues().forEach(queue -> {
                QueueExamination examination = new QueueExamination(queue, config.queue(), depth);
                results.put("queue " + queue.url(), threads.submit(examination::findings));
            });
            configs.parking().ifPresent(queue -> {
                QueueExamination examination = new QueueExamination(queue, config.queue(), Depth.SENT_TO);
                results.put("parking queue " + queue.url(), threads.submit(examination::findings));
            });
        }
        return results;
    }

    private static List<Finding> result(Future<List<Finding>> examination) throws InterruptedException {
        try {
            return examination.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check stumbled", e.getCause());
        }
    }

    private void print(String heading, List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(heading);
        findings.forEach(finding -> out.println("  " + finding));
        out.println();
        out.flush();
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    private static OptionalLong descriptorLimit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? OptionalLong.of(unix.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }
}
