package io.queuewire.testkit;

import static org.awaitility.Awaitility.await;

import io.netty.util.LeakPresenceDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a Netty buffer unreleased. To be put on the test class with {@link ExtendWith}; what the test
 * started must be stopped by its own {@code @AfterEach}.
 *
 * <p>The build makes {@link Detector} the leak detector of the JVMs that run tests.
 */
public final class BufferLeaks implements BeforeEachCallback, AfterEachCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Counts the buffers that are open, test by test. */
    public static final class Detector<T> extends LeakPresenceDetector<T> {

        private static volatile ResourceScope scope = new ResourceScope("before any test");

        @SuppressWarnings("deprecation") // the constructor that Netty looks for
        public Detector(Class<?> resourceType, int samplingInterval) {
            super(resourceType, samplingInterval);
        }

        public Detector(Class<?> resourceType, int samplingInterval, long maxActive) {
            super(resourceType, samplingInterval, maxActive);
        }

        @Override
        protected ResourceScope currentScope() {
            return scope;
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        if (!(ResourceLeakDetectorFactory.instance().newResourceLeakDetector(Object.class) instanceof Detector)) {
            throw new IllegalStateException("leaks are not looked for: expected -Dio.netty.customResourceLeakDetector="
                    + Detector.class.getName());
        }
        Detector.scope = new LeakPresenceDetector.ResourceScope(test.getDisplayName());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        LeakPresenceDetector.ResourceScope scope = Detector.scope;
        // What was written last is released by event loops that may still be stopping.
        await("all buffers of the test are released").atMost(PATIENCE).until(() -> !scope.hasOpenResources());
    }
}
