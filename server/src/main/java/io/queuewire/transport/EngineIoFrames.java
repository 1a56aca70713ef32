package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.EngineIoPacket;

/** Engine.IO packets as WebSocket frames: binary messages as they are, everything else as text. */
final class EngineIoFrames {

    private EngineIoFrames() {}

    /** The most bytes that a packet takes. */
    static int size(EngineIoPacket packet) {
        return Frames.largest(
                packet instanceof EngineIoPacket.Binary binary
                        ? binary.bytes().length
                        : ByteBufUtil.utf8Bytes(EngineIoCodec.encodeText(packet)));
    }

    static void write(EngineIoPacket packet, ByteBuf out) {
        if (packet instanceof EngineIoPacket.Binary binary) {
            Frames.writeBinary(out, binary.bytes());
        } else {
            Frames.writeText(out, EngineIoCodec.encodeText(packet));
        }
    }
}
