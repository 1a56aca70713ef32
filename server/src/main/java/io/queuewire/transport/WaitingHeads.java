package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Counts the requests in bytes that nobody has looked at, by the empty lines that end their heads. One inside a body counts
 * too: whoever sends such bodies is only found to have sent enough a little sooner.
 */
final class WaitingHeads implements ByteProcessor {

    private final int most;
    private int count;
    private boolean withinLine;
    private boolean withinHead;

    private WaitingHeads(int most) {
        this.most = most;
    }

    /** Whether at least so many heads are complete. */
    static boolean areAtLeast(int most, ByteBuf bytes) {
        WaitingHeads heads = new WaitingHeads(most);
        bytes.forEachByte(heads);
        return heads.count >= most;
    }

    @Override
    public boolean process(byte value) {
        if (value == '\n') {
            if (!withinLine && withinHead) {
                count++;
            }
            withinHead = withinLine;
            withinLine = false;
        } else if (value != '\r') {
            withinLine = true;
        }
        return count < most;
    }
}
