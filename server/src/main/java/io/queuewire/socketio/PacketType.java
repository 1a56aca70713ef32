package io.queuewire.socketio;

/** The first character of a packet's text (Socket.IO protocol 5, "Packet types"): the constants stand in its order. */
enum PacketType {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    static PacketType of(char digit) {
        for (PacketType type : values()) {
            if (type.digit == digit) {
                return type;
            }
        }
        throw new MalformedSocketIoException(
                "packet type '" + Excerpt.of(String.valueOf(digit)) + "', expected 0 to 6");
    }

    char digit() {
        return digit;
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }
}
