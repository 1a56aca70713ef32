package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a connection told, as text, until it has ended. */
final class RecordingReceiver implements Receiver {

    private final List<String> told = new ArrayList<>();
    private final ReadSpace readSpace = new ReadSpace();
    private boolean over;
    private int bytes;

    @Override
    public boolean isOn(Channel channel) {
        return !over;
    }

    @Override
    public void readBegins(int count) {
        bytes += count;
    }

    @Override
    public void ready() {
        told.add("ready");
    }

    @Override
    public ReadSpace readSpace() {
        return readSpace;
    }

    @Override
    public void received(byte[] from, int start, int end) {
        told.add("received " + new String(from, start, end - start, StandardCharsets.UTF_8));
    }

    @Override
    public void send(int opcode, ByteBuf payload) {
        told.add("send " + opcode + " " + payload.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void ended(String reason) {
        if (!over) {
            over = true;
            told.add("ended " + reason);
        }
    }

    @Override
    public void ended(Channel channel, String reason) {
        ended(reason);
    }

    List<String> told() {
        return List.copyOf(told);
    }

    int bytes() {
        return bytes;
    }
}
