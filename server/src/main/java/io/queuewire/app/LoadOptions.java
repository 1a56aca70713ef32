package io.queuewire.app;

import io.queuewire.load.HttpSource;
import io.queuewire.load.LoadPlan;
import io.queuewire.load.LoadProtocol;
import io.queuewire.load.LoadSource;
import io.queuewire.load.LoadTransport;
import io.queuewire.load.Scenario;
import io.queuewire.load.Target;
import io.queuewire.load.TimeBase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the command line says about a load run. */
final class LoadOptions {

    /** The scenarios by name. */
    private enum ScenarioName {
        FANOUT,
        IDLE,
        STORM,
        SLOW,
        CHURN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,6})(/s)?");
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MOST_RATE = 100_000;
    private static final int MOST_SOURCES = 10_000;
    private static final int MOST_SIZE = 1 << 19;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080/",
            description = "The server; without a path the usual one of the protocol (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // it has a default
    private URI url;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            defaultValue = "socketio",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // it has a default
    private LoadProtocol protocol;

    @Option(
            names = "--scenario",
            paramLabel = "S",
            defaultValue = "fanout",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // it has a default
    private ScenarioName scenario;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "1000", description = "How many (default: 1000)")
    private int clients;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long, after all have connected (default: 10s)")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "Let messages flow so long before --for begins; only losses count then (default: 0s)")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String warmUp;

    @Option(
            names = "--publish",
            paramLabel = "URL",
            description = "Let messages flow by POSTs to a relay's management port, such as http://127.0.0.1:9090")
    private @Nullable URI publish;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "The server's process, on this machine: what it uses is reported")
    private @Nullable Long pid;

    @Option(names = "--token", paramLabel = "T", description = "Bearer token of that port")
    private @Nullable String token;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "10/s",
            description = "How many messages to publish (default: 10/s)")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String rate;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "200",
            description = "Data of a published message (default: 200)")
    private int size;

    @Option(
            names = "--number",
            paramLabel = "NAME",
            defaultValue = "seq",
            description = "Member of the data that counts up by one (default: seq)")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String number;

    @Option(
            names = "--time",
            paramLabel = "NAME",
            defaultValue = "ts",
            description = "Member with the time of sending, in ms or µs since 1970 (default: ts)")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String time;

    @Option(
            names = "--stay",
            paramLabel = "N",
            defaultValue = "0",
            description = "storm: so many stay, and latency is theirs (default: 0)")
    private int stay;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1000",
            description = "slow: one in N reads nothing (default: 1000)")
    private int every;

    @Option(
            names = "--churn",
            paramLabel = "N/s",
            defaultValue = "50/s",
            description = "churn: so many leave and come back (default: 50/s)")
    @SuppressWarnings("NullAway.Init") // it has a default
    private String churn;

    @Option(
            names = "--connecting",
            paramLabel = "N",
            defaultValue = "256",
            description = "Most that connect at the same time, but in a storm (default: 256)")
    private int connecting;

    @Option(
            names = "--sources",
            paramLabel = "N",
            defaultValue = "0",
            description = "Loopback addresses to come from: 127.0.0.1, .2, ... (default: by need)")
    private int sources;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Event loops (default: processors)")
    private int threads;

    @Option(
            names = "--transport",
            paramLabel = "T",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // it has a default
    private LoadTransport transport;

    private final List<String> mistakes = new ArrayList<>();

    /**
     * The plan that the options make.
     *
     * @throws IllegalArgumentException with every mistake, when there are any
     */
    LoadPlan plan() {
        Optional<Target> target = target();
        range("--clients", clients, 1, 1_000_000);
        range("--connecting", connecting, 1, 1_000_000);
        range("--sources", sources, 0, MOST_SOURCES);
        range("--threads", threads, 0, 1_024);
        range("--stay", stay, 0, clients);
        range("--every", every, 1, 1_000_000);
        range("--size", size, 1, MOST_SIZE);
        member("--number", number);
        member("--time", time);
        Optional<LoadSource> source = source();
        OptionalLong server = server();
        Scenario chosen = scenario();
        LoadPlan.Length length = new LoadPlan.Length(duration("--warm-up", warmUp, 0), duration("--for", duration, 1));
        if (target.isEmpty() || !mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        LoadPlan.Members members = new LoadPlan.Members(number, time, TimeBase.EPOCH);
        return new LoadPlan(target.get(), protocol, chosen, length, crowd(), members, source, server);
    }

    private LoadPlan.Crowd crowd() {
        int loops = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        return new LoadPlan.Crowd(clients, connecting, sources, loops, transport);
    }

    private Optional<Target> target() {
        try {
            return Optional.of(Target.of(url, protocol));
        } catch (IllegalArgumentException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Scenario scenario() {
        return switch (scenario) {
            case FANOUT -> new Scenario.Fanout();
            case IDLE -> new Scenario.Idle();
            case STORM -> new Scenario.Storm(stay);
            case SLOW -> new Scenario.Slow(every);
            case CHURN -> new Scenario.Churn(rate("--churn", churn));
        };
    }

    private Optional<LoadSource> source() {
        int perSecond = rate("--rate", rate);
        if (publish == null) {
            return Optional.empty();
        }
        boolean isHttp = List.of("http", "https").contains(String.valueOf(publish.getScheme()));
        if (!isHttp || publish.getHost() == null) {
            mistakes.add("--publish " + publish + ": expected http(s)://HOST[:PORT][/PATH]");
            return Optional.empty();
        }
        URI address = publish.getRawPath().length() <= 1 ? publish.resolve("/publish") : publish;
        return Optional.of(new HttpSource(address, Optional.ofNullable(token), perSecond, size));
    }

    private OptionalLong server() {
        if (pid == null) {
            return OptionalLong.empty();
        }
        if (ProcessHandle.of(pid).isEmpty()) {
            mistakes.add("--pid " + pid + ": there is no such process");
        }
        return OptionalLong.of(pid);
    }

    private Duration duration(String option, String text, int least) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) < least) {
            mistakes.add(option + " " + text + ": expected a duration such as 500ms, 20s or 2m");
            return Duration.ZERO;
        }
        int count = Integer.parseInt(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private int rate(String option, String text) {
        Matcher parts = RATE.matcher(text);
        int perSecond = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
        if (perSecond < 1 || perSecond > MOST_RATE) {
            mistakes.add(option + " " + text + ": expected 1/s to " + MOST_RATE + "/s");
        }
        return perSecond;
    }

    private void member(String option, String name) {
        if (!MEMBER.matcher(name).matches()) {
            mistakes.add(option + " " + name + ": expected letters, digits, - or _");
        }
    }

    private void range(String option, int value, int least, int most) {
        if (value < least || value > most) {
            mistakes.add(option + " " + value + ": expected " + least + " to " + most);
        }
    }
}
