package io.queuewire.intake.sqs;

import io.queuewire.intake.Fault;
import io.queuewire.intake.MessageRefusedException;
import io.queuewire.intake.SourceException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Sorts what the SDK throws by what helps. */
final class SqsFaults {

    /** Refused for now, although with a client error's status. */
    private static final Set<String> PASSING = Set.of(
            "OverLimit",
            "KmsThrottled",
            "KMS.ThrottlingException",
            "RequestTimeout",
            "QueueDeletedRecently",
            "PurgeQueueInProgress");

    /** What is said of a message that is too large, or has what no message may have; emulators have words of their own. */
    private static final Set<String> OF_THE_MESSAGE = Set.of(
            "InvalidMessageContents",
            "InvalidParameterValue",
            "InvalidAttributeValue",
            "BatchRequestTooLong",
            "HTTP 413");

    private SqsFaults() {}

    static Fault of(SdkException failure) {
        if (failure instanceof AwsServiceException refused) {
            return refused(refused);
        }
        if (failure instanceof ApiCallTimeoutException) {
            return new Fault(Fault.Kind.PASSING, "Timeout", message(failure));
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return new Fault(Fault.Kind.PASSING, cause.getClass().getSimpleName(), message(cause));
            }
        }
        // The SDK has no type of its own for this.
        return message(failure).contains("credentials")
                ? new Fault(Fault.Kind.CONFIGURATION, "NoCredentials", message(failure))
                : new Fault(Fault.Kind.PASSING, failure.getClass().getSimpleName(), message(failure));
    }

    /** Why a message was not taken: for what it is itself, or for what is wrong with the queue or on the way there. */
    static SourceException ofMessage(SdkException failure) {
        Fault fault = of(failure);
        boolean itself = fault.kind() == Fault.Kind.CONFIGURATION
                && OF_THE_MESSAGE.stream().anyMatch(fault.code()::contains);
        return itself ? new MessageRefusedException(fault, failure) : new SourceException(fault, failure);
    }

    private static Fault refused(AwsServiceException failure) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(failure.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("HTTP " + failure.statusCode());
        boolean passing = failure.statusCode() >= 500
                || failure.statusCode() == 408
                || failure.isThrottlingException()
                || failure.retryable()
                || PASSING.stream().anyMatch(code::contains);
        return new Fault(
                passing ? Fault.Kind.PASSING : Fault.Kind.CONFIGURATION,
                code,
                details.map(AwsErrorDetails::errorMessage).orElse(message(failure)));
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
