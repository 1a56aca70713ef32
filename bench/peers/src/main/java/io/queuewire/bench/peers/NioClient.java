package io.queuewire.bench.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client of the {@link NioLoop}: the upgrade, and what the kernel has not taken yet. What it sends is thrown away. */
final class NioClient {

    private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(\\S+)\r\n");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MOST_REQUEST = 4_096;
    private static final int OPCODE = 0x0F;
    private static final int CLOSE = 0x8;
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int MOST_SHORT = 125;
    private static final int TWO_BYTES = 126;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final List<NioClient> open;
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private Optional<ByteBuffer> request = Optional.of(ByteBuffer.allocate(MOST_REQUEST));
    private int place;

    /** @param open those that get messages; it adds itself when it is upgraded */
    NioClient(SocketChannel channel, SelectionKey key, List<NioClient> open) {
        this.channel = channel;
        this.key = key;
        this.open = open;
    }

    /** A text of less than 64 KiB as one frame of a server. */
    static ByteBuffer textFrame(byte[] text) {
        boolean isShort = text.length <= MOST_SHORT;
        ByteBuffer frame =
                ByteBuffer.allocateDirect(text.length + (isShort ? 2 : 4)).put(FINAL_TEXT);
        if (isShort) {
            frame.put((byte) text.length);
        } else {
            frame.put((byte) TWO_BYTES).putShort((short) text.length);
        }
        return frame.put(text).flip();
    }

    /** The answer to a client's key, RFC 6455, 4.2.2. */
    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }

    void ready() {
        try {
            if (key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable()) {
                writeWaiting();
            }
        } catch (IOException e) {
            leave();
        }
    }

    /** @param frame is left as it is */
    void send(ByteBuffer frame) {
        try {
            if (waiting.isEmpty()) {
                int start = frame.position();
                channel.write(frame);
                boolean isAllWritten = !frame.hasRemaining();
                if (!isAllWritten) {
                    waiting.add(frame.duplicate());
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                }
                frame.position(start);
            } else {
                waiting.add(frame.duplicate());
            }
        } catch (IOException e) {
            leave();
        }
    }

    private void writeWaiting() throws IOException {
        for (ByteBuffer next = waiting.peek(); next != null; next = waiting.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                return;
            }
            waiting.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read() throws IOException {
        ByteBuffer bytes = request.orElseGet(() -> ByteBuffer.allocate(MOST_REQUEST));
        int count = channel.read(bytes);
        boolean isClose = request.isEmpty() && count > 0 && (bytes.get(0) & OPCODE) == CLOSE;
        boolean isTooLong = request.isPresent() && !bytes.hasRemaining();
        if (count < 0 || isClose || isTooLong) {
            leave();
        } else if (request.isPresent()) {
            upgrade(bytes);
        }
    }

    private void upgrade(ByteBuffer bytes) throws IOException {
        String text =
                StandardCharsets.ISO_8859_1.decode(bytes.duplicate().flip()).toString();
        Matcher found = KEY.matcher(text);
        if (!text.endsWith("\r\n\r\n")) {
            return;
        }
        if (!found.find()) {
            leave();
            return;
        }
        request = Optional.empty();
        String answer = String.join(
                "\r\n",
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + accept(found.group(1)),
                "",
                "");
        channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        place = open.size();
        open.add(this);
    }

    private void leave() {
        if (request.isEmpty() && place < open.size() && open.get(place) == this) {
            NioClient last = open.removeLast();
            if (last != this) {
                open.set(place, last);
                last.place = place;
            }
        }
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
