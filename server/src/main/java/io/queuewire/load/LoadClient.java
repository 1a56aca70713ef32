package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the crowd, through all its connections.
 *
 * <p>Lives on one event loop and is touched by its thread alone. What a connection says after the client has given it up
 * does not count.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written or closed shows as a closed channel
final class LoadClient implements Receiver {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private enum State {
        AWAY,
        CONNECTING,
        READY
    }

    private final int index;
    private final CrowdLoop loop;
    private final Tally tally;
    private final Sequence sequence;
    private final boolean slow;
    private final boolean timed;
    private State state = State.AWAY;
    private @Nullable Channel channel;

    LoadClient(int index, Scenario scenario, CrowdLoop loop, Tally tally) {
        this.index = index;
        this.loop = loop;
        this.tally = tally;
        this.sequence = new Sequence(tally);
        this.slow = scenario.isSlow(index);
        this.timed = scenario.isTimed(index);
    }

    int index() {
        return index;
    }

    boolean isReady() {
        return state == State.READY;
    }

    @Override
    public boolean isOn(Channel one) {
        return one.equals(channel);
    }

    void connect() {
        state = State.CONNECTING;
        sequence.startAnywhere();
        ChannelFuture opening = loop.open(this);
        Channel opened = opening.channel();
        channel = opened;
        opening.addListener(done -> {
            if (!done.isSuccess()) {
                ended(opened, Reasons.of(done.cause()));
            }
        });
        loop.after(PATIENCE, () -> {
            if (state == State.CONNECTING) {
                ended(opened, "no answer within " + PATIENCE.toSeconds() + " s");
            }
        });
    }

    @Override
    public void ready() {
        if (state == State.CONNECTING && channel != null) {
            state = State.READY;
            tally.connected();
            channel.config().setAutoRead(!slow);
            loop.settled();
        }
    }

    /** Everything from a number on is to come, if it is there to receive it. */
    void expect(long number) {
        if (isReady() && !slow) {
            sequence.expect(number);
        }
    }

    long missing(long last) {
        return isReady() && !slow ? sequence.missing(last) : 0;
    }

    @Override
    public void readBegins(int bytes) {
        loop.readBegins();
        tally.bytes(bytes);
    }

    @Override
    public ReadSpace readSpace() {
        return loop.readSpace();
    }

    @Override
    public void received(byte[] bytes, int from, int end) {
        if (slow) {
            return; // what it reads at the end, when it looks whether it was cut
        }
        tally.received();
        long number = loop.numbers().find(bytes, from, end);
        if (number != NumberScan.NONE) {
            tally.numbered();
            sequence.arrived(number);
        }
        long sent = loop.times().find(bytes, from, end);
        if (timed && sent != NumberScan.NONE) {
            tally.latency(loop.readBegan() - loop.micros(sent));
        }
    }

    @Override
    public void send(int opcode, ByteBuf payload) {
        if (channel != null) {
            channel.write(MaskedFrames.frame(channel.alloc(), opcode, payload));
        }
    }

    @Override
    public void ended(String reason) {
        if (channel != null) {
            ended(channel, reason);
        }
    }

    @Override
    public void ended(Channel one, String reason) {
        if (!isOn(one)) {
            return;
        }
        State before = state;
        giveUp();
        if (before == State.CONNECTING) {
            tally.connectFailed(reason);
            loop.settled();
        } else if (slow) {
            tally.cutWhileSlow();
        } else {
            tally.disconnected(reason);
        }
    }

    /** Leaves without being asked to; false when it is not there. */
    boolean leave() {
        if (!isReady()) {
            return false;
        }
        tally.left();
        giveUp();
        return true;
    }

    /** A slow client that reads again at the end learns whether it was cut. */
    void readOn() {
        if (slow && channel != null) {
            channel.config().setAutoRead(true);
        }
    }

    private void giveUp() {
        Channel left = channel;
        channel = null;
        state = State.AWAY;
        if (left != null) {
            left.close();
        }
    }
}
