package io.queuewire.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** Another implementation of SQS, in a container. */
public final class LocalStack {

    /** The last image that starts without an account. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private LocalStack() {}

    /** A container that is not started yet. */
    public static LocalStackContainer container() {
        return new LocalStackContainer(IMAGE).withServices("sqs");
    }

    /**
     * Tests that are asked for by {@code -Dqueuewire.localstack=true} and not by whether there is a Docker engine, so that a
     * machine with a broken one does not skip them unseen.
     */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @EnabledIfSystemProperty(
            named = "queuewire.localstack",
            matches = "true",
            disabledReason = "LocalStack is tested with -Dqueuewire.localstack=true, which needs a Docker engine")
    public @interface AskedFor {}
}
