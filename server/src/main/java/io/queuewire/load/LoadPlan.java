package io.queuewire.load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a crowd is to do.
 *
 * @param length of the scenario, after all have connected
 * @param crowd who does it
 * @param members where events have their number and their time
 * @param source nothing when somebody else lets messages flow
 * @param server its process, if it runs on this machine and what it uses is to be reported
 */
public record LoadPlan(
        Target target,
        LoadProtocol protocol,
        Scenario scenario,
        Length length,
        Crowd crowd,
        Members members,
        Optional<LoadSource> source,
        OptionalLong server) {

    /**
     * For how long messages flow.
     *
     * @param warmUp before the scenario: what comes then has to be whole and in order, but is neither timed nor counted as
     *     the scenario's, nor is what server and kit use
     * @param counted the scenario
     */
    public record Length(Duration warmUp, Duration counted) {

        public static Length withoutWarmUp(Duration counted) {
            return new Length(Duration.ZERO, counted);
        }

        /** All of the time in which messages flow. */
        public Duration whole() {
            return warmUp.plus(counted);
        }
    }

    /**
     * How many there are, and how they get to the server.
     *
     * @param connecting most clients that connect at the same time
     * @param sources loopback addresses that clients come from, 0 for as many as the ports of each ask for
     * @param threads event loops
     */
    public record Crowd(int clients, int connecting, int sources, int threads, LoadTransport transport) {

        /** Linux gives some 28,000 ports to one source; ports that clients have left rest for a minute. */
        private static final int CLIENTS_OF_A_SOURCE = 10_000;

        /** How many addresses clients come from when the target is loopback. */
        int sourceAddresses() {
            return sources > 0 ? sources : 1 + (clients - 1) / CLIENTS_OF_A_SOURCE;
        }
    }

    /**
     * Names of members in the data of an event.
     *
     * @param number counts up by one
     * @param time when it was sent
     */
    public record Members(String number, String time, TimeBase timeBase) {}
}
