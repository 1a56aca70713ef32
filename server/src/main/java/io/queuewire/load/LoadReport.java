package io.queuewire.load;

import io.queuewire.json.RawJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run has found out.
 *
 * @param counts of the whole run
 * @param latencies from the time that events carry to their arrival
 */
public record LoadReport(
        LoadPlan plan,
        Connecting connecting,
        Flow flow,
        Counts counts,
        Publication publication,
        Latencies latencies,
        Effort effort,
        Optional<Server> server) {

    /** How the crowd came in at first. */
    public record Connecting(long connected, long failed, Duration duration) {

        long perSecond() {
            return LoadRun.perSecond(connected, duration);
        }
    }

    /**
     * The scenario.
     *
     * @param received events in that time
     * @param back of those who left at once, when all are
     */
    public record Flow(long received, Duration duration, Optional<Return> back) {

        long perSecond() {
            return LoadRun.perSecond(received, duration);
        }
    }

    /**
     * How the crowd came back.
     *
     * @param clients how many
     * @param duration until the last of them was there
     * @param serverCpu that the server used in that time, zero when it is not known
     */
    public record Return(long clients, Duration duration, Duration serverCpu) {}

    /**
     * What the server used.
     *
     * @param connecting CPU time until all clients were there
     * @param flow CPU time of the scenario
     * @param residentBefore bytes of memory without clients
     * @param residentAfter bytes of memory at the end of the scenario, with its clients
     */
    public record Server(Duration connecting, Duration flow, long residentBefore, long residentAfter) {}

    /**
     * What the kit itself needed for the scenario.
     *
     * @param cpu of the kit's process
     * @param lag the longest that its event loops took to answer: much of it says that latencies are the kit's own
     */
    public record Effort(Duration cpu, Duration lag) {}

    /** Whether all clients got in and stayed, and all numbered events came once and in order. */
    public boolean isClean() {
        return counts.lost() == 0
                && counts.duplicates() == 0
                && counts.disordered() == 0
                && counts.failed() == 0
                && counts.disconnects().isEmpty()
                && publication.failed() == 0;
    }

    /** For programs. */
    public RawJson json() {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("scenario", RawJson.string(plan.scenario().key()));
        members.put("protocol", RawJson.string(plan.protocol().toString()));
        members.put("clients", RawJson.number(plan.crowd().clients()));
        members.put("clean", RawJson.bool(isClean()));
        members.put("connecting", connectingJson());
        members.put("flow", flowJson());
        members.put("connects", RawJson.number(counts.connects()));
        members.put("open", RawJson.number(counts.open()));
        members.put("connectFailures", reasons(counts.connectFailures()));
        members.put("disconnects", reasons(counts.disconnects()));
        members.put("cutWhileSlow", RawJson.number(counts.cutWhileSlow()));
        members.put("published", RawJson.number(publication.published()));
        members.put("publishFailures", RawJson.number(publication.failed()));
        members.put("received", RawJson.number(counts.received()));
        members.put("numbered", RawJson.number(counts.numbered()));
        members.put("lost", RawJson.number(counts.lost()));
        members.put("duplicates", RawJson.number(counts.duplicates()));
        members.put("disordered", RawJson.number(counts.disordered()));
        members.put("bytes", RawJson.number(counts.bytes()));
        members.put("latencyMicros", latenciesJson());
        server.ifPresent(used -> members.put("server", serverJson(used)));
        members.put("kitCpuMillis", RawJson.number(effort.cpu().toMillis()));
        members.put("kitLagMicros", RawJson.number(effort.lag().toNanos() / 1_000));
        return RawJson.object(members);
    }

    private RawJson connectingJson() {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("connected", RawJson.number(connecting.connected()));
        members.put("failed", RawJson.number(connecting.failed()));
        members.put("millis", RawJson.number(connecting.duration().toMillis()));
        members.put("perSecond", RawJson.number(connecting.perSecond()));
        return RawJson.object(members);
    }

    private RawJson flowJson() {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("received", RawJson.number(flow.received()));
        members.put("millis", RawJson.number(flow.duration().toMillis()));
        members.put("perSecond", RawJson.number(flow.perSecond()));
        flow.back()
                .ifPresent(back ->
                        members.put("backMillis", RawJson.number(back.duration().toMillis())));
        return RawJson.object(members);
    }

    private static RawJson serverJson(Server server) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("connectingCpuMillis", RawJson.number(server.connecting().toMillis()));
        members.put("cpuMillis", RawJson.number(server.flow().toMillis()));
        members.put("residentBefore", RawJson.number(server.residentBefore()));
        members.put("residentAfter", RawJson.number(server.residentAfter()));
        return RawJson.object(members);
    }

    private RawJson latenciesJson() {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("count", RawJson.number(latencies.count()));
        members.put("p50", RawJson.number(latencies.p50()));
        members.put("p90", RawJson.number(latencies.p90()));
        members.put("p99", RawJson.number(latencies.p99()));
        members.put("p99.9", RawJson.number(latencies.p999()));
        members.put("max", RawJson.number(latencies.max()));
        return RawJson.object(members);
    }

    private static RawJson reasons(Map<String, Long> counts) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        new TreeMap<>(counts).forEach((reason, count) -> members.put(reason, RawJson.number(count)));
        return RawJson.object(members);
    }
}
