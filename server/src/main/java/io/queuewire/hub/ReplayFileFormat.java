package io.queuewire.hub;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/** The bytes of a replay file: a mark, a checksum of what follows, and the log. Stateless. */
final class ReplayFileFormat {

    private static final byte[] MARK = "queuewire replay 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = MARK.length + Integer.BYTES;

    /** Who is away gets at most this part of the file. */
    private static final int PART_OF_THE_ABSENT = 4;

    private ReplayFileFormat() {}

    /** What a file says. */
    record Content(Instant savedAt, SavedReplay replay) {}

    /** Writes one piece of a file. */
    private interface Piece {
        void write(DataOutputStream out) throws IOException;
    }

    /** Whether a file begins as one of ours, even if it ends too soon; an empty one is nobody's. */
    static boolean isOurs(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(MARK.length);
            return Arrays.equals(start, Arrays.copyOf(MARK, start.length));
        }
    }

    /** Writes as much as there is room for: of messages the latest, of the absent those who went last. */
    static byte[] write(SavedReplay replay, Instant savedAt, long most) throws IOException {
        long room = most - HEADER - head(replay, savedAt, replay.last()).length - 2 * Integer.BYTES;
        Deque<byte[]> absent = new ArrayDeque<>();
        long left = room / PART_OF_THE_ABSENT;
        for (AbsentClient client : replay.absent().reversed()) {
            byte[] piece = bytes(out -> write(client, out));
            int size = Integer.BYTES + piece.length;
            if (size > left) {
                break;
            }
            left -= size;
            room -= size;
            absent.addFirst(piece);
        }
        Deque<byte[]> messages = new ArrayDeque<>();
        long forgotten = replay.forgotten();
        for (SavedMessage message : replay.messages().reversed()) {
            byte[] piece = bytes(out -> write(message, out));
            int size = Integer.BYTES + piece.length;
            if (size > room) {
                forgotten = message.sequence();
                break;
            }
            room -= size;
            messages.addFirst(piece);
        }
        byte[] head = head(replay, savedAt, forgotten);
        byte[] payload = bytes(out -> {
            out.write(head);
            writeAll(absent, out);
            writeAll(messages, out);
        });
        return bytes(out -> {
            out.write(MARK);
            out.writeInt(checksum(payload, 0));
            out.write(payload);
        });
    }

    private static byte[] head(SavedReplay replay, Instant savedAt, long forgotten) throws IOException {
        return bytes(out -> {
            out.writeLong(savedAt.toEpochMilli());
            write(replay.epoch(), out);
            out.writeLong(replay.last());
            out.writeLong(forgotten);
        });
    }

    private static void write(AbsentClient client, DataOutputStream out) throws IOException {
        write(client.key(), out);
        write(client.id(), out);
        write(client.namespace(), out);
        write(client.position(), out);
        out.writeLong(client.left().toMillis());
        out.writeInt(client.rooms().size());
        for (Map.Entry<String, Long> room : client.rooms().entrySet()) {
            write(room.getKey(), out);
            out.writeLong(room.getValue());
        }
    }

    private static void write(SavedMessage saved, DataOutputStream out) throws IOException {
        PushMessage message = saved.message();
        out.writeLong(saved.sequence());
        out.writeLong(saved.age().toMillis());
        write(message.namespace(), out);
        write(message.event(), out);
        switch (message.audience()) {
            case Audience.Everyone everyone -> out.writeBoolean(false);
            case Audience.Members members -> {
                out.writeBoolean(true);
                writeNames(members.rooms(), out);
                writeNames(members.users(), out);
            }
        }
        writeNames(message.arguments().stream().map(RawJson::text).toList(), out);
        writeAll(message.attachments(), out);
    }

    private static void writeNames(Collection<String> names, DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            write(name, out);
        }
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeAll(Collection<byte[]> pieces, DataOutputStream out) throws IOException {
        out.writeInt(pieces.size());
        for (byte[] piece : pieces) {
            write(piece, out);
        }
    }

    private static byte[] bytes(Piece piece) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        piece.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, bytes.length - from);
        return (int) checksum.getValue();
    }

    /**
     * Reads a file.
     *
     * @throws UnusableReplayException when it is not one of ours, or damaged
     */
    static Content read(byte[] file) throws IOException {
        if (file.length < HEADER || !Arrays.equals(file, 0, MARK.length, MARK, 0, MARK.length)) {
            throw new UnusableReplayException("it is no replay file");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        in.skipNBytes(MARK.length);
        if (in.readInt() != checksum(file, HEADER)) {
            throw new UnusableReplayException("it is damaged");
        }
        try {
            return readContent(in);
        } catch (IOException | RuntimeException e) {
            throw new UnusableReplayException("it is not written as expected: " + e);
        }
    }

    private static Content readContent(DataInputStream in) throws IOException {
        Instant savedAt = Instant.ofEpochMilli(in.readLong());
        String epoch = readText(in);
        long last = in.readLong();
        long forgotten = in.readLong();
        List<AbsentClient> absent = new ArrayList<>();
        for (DataInputStream piece : readAll(in)) {
            absent.add(readAbsent(piece));
        }
        List<SavedMessage> messages = new ArrayList<>();
        for (DataInputStream piece : readAll(in)) {
            messages.add(readMessage(piece));
        }
        return new Content(savedAt, new SavedReplay(epoch, last, forgotten, messages, absent));
    }

    private static AbsentClient readAbsent(DataInputStream in) throws IOException {
        String key = readText(in);
        String id = readText(in);
        String namespace = readText(in);
        String position = readText(in);
        Duration left = Duration.ofMillis(in.readLong());
        Map<String, Long> rooms = new HashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            rooms.put(readText(in), in.readLong());
        }
        return new AbsentClient(key, id, namespace, rooms, position, left);
    }

    private static SavedMessage readMessage(DataInputStream in) throws IOException {
        long sequence = in.readLong();
        Duration age = Duration.ofMillis(in.readLong());
        String namespace = readText(in);
        String event = readText(in);
        Audience audience = in.readBoolean()
                ? new Audience.Members(Set.copyOf(readNames(in)), new HashSet<>(readNames(in)))
                : Audience.EVERYONE;
        List<RawJson> arguments = readNames(in).stream()
                .map(text -> RawJson.parse(text, JsonLimits.QUEUE))
                .toList();
        List<byte[]> attachments = new ArrayList<>();
        for (DataInputStream attachment : readAll(in)) {
            attachments.add(attachment.readAllBytes());
        }
        return new SavedMessage(sequence, age, new PushMessage(namespace, audience, event, arguments, attachments));
    }

    private static List<String> readNames(DataInputStream in) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            names.add(readText(in));
        }
        return names;
    }

    private static List<DataInputStream> readAll(DataInputStream in) throws IOException {
        List<DataInputStream> pieces = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            pieces.add(new DataInputStream(new ByteArrayInputStream(readBytes(in))));
        }
        return pieces;
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a length of " + length);
        }
        return in.readNBytes(length);
    }
}
