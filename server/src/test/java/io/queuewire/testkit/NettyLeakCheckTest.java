package io.queuewire.testkit;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** The leak check is at work: a net that catches nothing looks the same as a sea without fish. */
class NettyLeakCheckTest {

    @Test
    void aBufferThatIsStillHeldIsFound() {
        ByteBuf forgotten = ByteBufAllocator.DEFAULT.directBuffer(16);
        assertThatIllegalStateException()
                .isThrownBy(NettyLeakCheck::check)
                .withMessageContaining("Possible memory leak");

        forgotten.release();

        // Each check counts anew, so that one leak fails one class; here the release is what is odd.
        assertThatIllegalStateException()
                .isThrownBy(NettyLeakCheck::check)
                .withMessageContaining("was released after all");
    }
}
