package io.queuewire.bench.fanout;

import io.queuewire.load.LoadFlow;
import io.queuewire.load.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Has a server publish by {@code start RATE SIZE COUNT FIRST BATCH CREDIT}, and grants it {@code credit NUMBER}. */
final class SteeredFlow implements LoadFlow {

    private final DatagramSocket socket;
    private final Credit credit;
    private long received;
    private boolean over;

    private SteeredFlow(DatagramSocket socket, Credit credit) {
        this.socket = socket;
        this.credit = credit;
    }

    static SteeredFlow start(SteeredSource source) {
        try {
            DatagramSocket socket = new DatagramSocket();
            socket.connect(InetAddress.getLoopbackAddress(), source.control());
            Credit credit = new Credit(source.window(), source.count(), System.nanoTime());
            SteeredFlow flow = new SteeredFlow(socket, credit);
            flow.say("start %d %d %d 1 1 %d"
                    .formatted(source.perSecond(), source.size(), source.count(), credit.granted()));
            return flow;
        } catch (IOException e) {
            throw new UncheckedIOException("no datagrams here", e);
        }
    }

    private void say(String order) {
        byte[] bytes = order.getBytes(StandardCharsets.US_ASCII);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length));
        } catch (IOException e) {
            throw new UncheckedIOException("the server does not take orders", e);
        }
    }

    @Override
    public void received(long messages) {
        received = messages;
        credit.next(messages, System.nanoTime()).ifPresent(number -> say("credit " + number));
    }

    /** While messages flow, what the crowd has; then the last one that the server may publish. */
    @Override
    public Publication publication() {
        return new Publication(over ? credit.granted() - 1 : received, 0, "");
    }

    @Override
    public void close() {
        over = true;
        say("credit " + credit.granted()); // the last grant, in case it was lost
        socket.close();
    }
}
