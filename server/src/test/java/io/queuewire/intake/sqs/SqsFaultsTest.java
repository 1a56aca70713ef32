package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.Fault;
import io.queuewire.intake.MessageRefusedException;
import io.queuewire.intake.SourceException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "400, QueueDoesNotExist, CONFIGURATION",
        "400, AWS.SimpleQueueService.NonExistentQueue, CONFIGURATION",
        "403, AccessDeniedException, CONFIGURATION",
        "403, InvalidClientTokenId, CONFIGURATION",
        "403, ExpiredToken, CONFIGURATION",
        "403, SignatureDoesNotMatch, CONFIGURATION",
        "400, KmsAccessDenied, CONFIGURATION",
        "400, InvalidAddress, CONFIGURATION",
        "400, RequestThrottled, PASSING",
        "400, ThrottlingException, PASSING",
        "400, KmsThrottled, PASSING",
        "403, OverLimit, PASSING",
        "429, TooManyRequestsException, PASSING",
        "500, InternalError, PASSING",
        "503, ServiceUnavailable, PASSING"
    })
    void whatTheServiceRefusesIsSortedByWhatHelps(int status, String code, Fault.Kind kind) {
        Fault fault = SqsFaults.of(refusal(status, code));

        assertThat(fault).isEqualTo(new Fault(kind, code, "words"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidParameterValue, true",
        "400, InvalidParameterValueException, true",
        "400, InvalidMessageContents, true",
        "400, InvalidAttributeValue, true",
        "400, AWS.SimpleQueueService.BatchRequestTooLong, true",
        "503, InvalidParameterValue, false",
        "400, QueueDoesNotExist, false",
        "403, AccessDenied, false",
        "400, RequestThrottled, false"
    })
    void aMessageIsToldFromTheQueueThatDoesNotTakeIt(int status, String code, boolean ofTheMessage) {
        SourceException failure = SqsFaults.ofMessage(refusal(status, code));

        assertThat(failure instanceof MessageRefusedException).isEqualTo(ofTheMessage);
        assertThat(failure.fault().code()).isEqualTo(code);
    }

    @Test
    void aMessageThatIsTooLargeForAnythingOnTheWayIsRefusedForItself() {
        assertThat(SqsFaults.ofMessage(SqsException.builder().statusCode(413).build()))
                .isInstanceOf(MessageRefusedException.class);
    }

    private static AwsServiceException refusal(int status, String code) {
        return SqsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("words")
                        .build())
                .build();
    }

    @Test
    void anErrorWithoutACodeIsNamedAfterItsStatus() {
        assertThat(SqsFaults.of(SqsException.builder().statusCode(502).build()).code())
                .isEqualTo("HTTP 502");
    }

    @Test
    void aNetworkFaultIsNamedAfterItsCause() {
        ConnectException refused = new ConnectException("Connection refused");
        Fault fault = SqsFaults.of(SdkClientException.create("Unable to execute", new UncheckedIOException(refused)));

        assertThat(fault).isEqualTo(new Fault(Fault.Kind.PASSING, "ConnectException", "Connection refused"));
    }

    @Test
    void aCallThatTookTooLongPasses() {
        assertThat(SqsFaults.of(ApiCallTimeoutException.create(10)).code()).isEqualTo("Timeout");
    }

    @Test
    void missingCredentialsMustBeConfigured() {
        Fault fault = SqsFaults.of(SdkClientException.create("Unable to load credentials from any of the providers"));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.CONFIGURATION);
        assertThat(fault.code()).isEqualTo("NoCredentials");
    }

    @Test
    void anythingElseOfTheSdkPasses() {
        assertThat(SqsFaults.of(SdkClientException.create("MD5 returned by SQS does not match"))
                        .kind())
                .isEqualTo(Fault.Kind.PASSING);
    }
}
