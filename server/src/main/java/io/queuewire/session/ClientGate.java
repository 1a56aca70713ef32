package io.queuewire.session;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one connection may still do: how fast it sends and which events it sends, whatever its protocol. One thread. */
final class ClientGate {

    private static final Set<String> ROOM_EVENTS = Set.of("join", "leave");
    private static final long STRIKE_WINDOW_NANOS = 60_000_000_000L;
    private static final int STRIKES = 3;

    private final Relay relay;
    private final LongSupplier nanoTime;
    private @Nullable Allowance allowance;

    /** What most clients, who only listen, never need. */
    private static final class Allowance {

        private final RateLimit rate;
        private final long[] strikes = new long[STRIKES];
        private int strikeCount;

        Allowance(RateLimit rate) {
            this.rate = rate;
        }

        boolean take(long now) {
            boolean taken = rate.tryTake(now);
            if (!taken) {
                strikes[strikeCount++ % STRIKES] = now;
            }
            return taken;
        }

        boolean isAbused() {
            return strikeCount >= STRIKES
                    && strikes[(strikeCount - 1) % STRIKES] - strikes[strikeCount % STRIKES] <= STRIKE_WINDOW_NANOS;
        }
    }

    ClientGate(Relay relay, LongSupplier nanoTime) {
        this.relay = relay;
        this.nanoTime = nanoTime;
    }

    /** Takes one from the allowance of this connection; a refusal when there is none left. */
    Optional<Refusal> admit() {
        long now = nanoTime.getAsLong();
        if (allowance == null) {
            allowance = new Allowance(new RateLimit(relay.policy().rate(), now));
        }
        return allowance.take(now)
                ? Optional.empty()
                : Optional.of(new Refusal(Refusal.Code.RATE_LIMITED, "slow down"));
    }

    /** Whether the latest refusals for rate came so close together that the connection should end. */
    boolean isAbused() {
        return allowance != null && allowance.isAbused();
    }

    /** Why an event may not be rebroadcast; empty when it may. */
    Optional<Refusal> refusal(String event) {
        return isOnTheList(event)
                ? Optional.empty()
                : Optional.of(new Refusal(Refusal.Code.NOT_ALLOWED, "clients may not send this event"));
    }

    /** Counts what became of an event; names that clients choose freely are counted together. */
    void count(String event, Optional<Refusal> refusal) {
        relay.metrics()
                .clientEvent(
                        isOnTheList(event) || isOurs(event) ? event : "other",
                        refusal.map(r -> r.code().label()).orElse("ok"));
    }

    private boolean isOnTheList(String event) {
        return relay.policy().clientEvents().contains(event);
    }

    private boolean isOurs(String event) {
        return ROOM_EVENTS.contains(event)
                || (event.equals(Presence.EVENT) && relay.presence().isPresent());
    }
}
