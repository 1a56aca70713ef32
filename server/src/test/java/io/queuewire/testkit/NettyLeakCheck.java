package io.queuewire.testkit;

import io.netty.util.LeakPresenceDetector;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a buffer of Netty's is still held. Registered for all tests, in {@code META-INF/services}.
 *
 * <p>Counts every buffer, so that no leak escapes by chance; a class must therefore have stopped what it started when its
 * last method is over. To see where a buffer came from, run the test with
 * {@code -Dio.netty.util.LeakPresenceDetector.trackCreationStack=true}.
 */
public final class NettyLeakCheck implements AfterAllCallback {

    /** Extensions are loaded before any test, and so before the first buffer asks for its detector. */
    public NettyLeakCheck() {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new CountingEverything());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    /** @throws IllegalStateException when a buffer is held that was made since the last check */
    static void check() {
        LeakPresenceDetector.check();
    }

    private static final class CountingEverything extends ResourceLeakDetectorFactory {

        @Override
        @SuppressWarnings("deprecation") // the deprecated method is the abstract one
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return new LeakPresenceDetector<>(resource);
        }
    }
}
