package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutobahnReportTest {

    @Test
    void everyCaseIsReadWithItsClose() {
        AutobahnReport report = AutobahnReport.parse("""
                {"queuewire": {
                  "1.1.1": {"behavior": "OK", "behaviorClose": "OK", "duration": 2, "remoteCloseCode": 1000},
                  "7.1.6": {"behavior": "INFORMATIONAL", "behaviorClose": "INFORMATIONAL", "remoteCloseCode": null}}}
                """, "queuewire");

        assertThat(report.size()).isEqualTo(2);
        assertThat(report.failures()).isEmpty();
        assertThat(report.summary()).isEqualTo("2 cases: {INFORMATIONAL=1, OK=1}[7.1.6 INFORMATIONAL]");
    }

    @Test
    void whatIsRightButNotStrictlySoIsListedAndNoFailure() {
        AutobahnReport report = report("NON-STRICT", "OK");

        assertThat(report.failures()).isEmpty();
        assertThat(report.summary()).contains("6.4.3 NON-STRICT and OK at the close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "UNIMPLEMENTED", "anything new"})
    void anyOtherBehaviorIsAFailure(String behavior) {
        assertThat(report(behavior, "OK").failures()).containsExactly("6.4.3 " + behavior + " and OK at the close");
    }

    @ParameterizedTest
    @CsvSource({"OK, WRONG CODE", "OK, UNCLEAN", "NON-STRICT, FAILED BY CLIENT", "INFORMATIONAL, FAILED"})
    void aWrongCloseIsAFailureHoweverRightTheRestWas(String behavior, String close) {
        assertThat(report(behavior, close).failures())
                .containsExactly("6.4.3 " + behavior + " and " + close + " at the close");
    }

    @Test
    void aCaseThatIsRunAgainHasItsNewestOutcome() {
        AutobahnReport first = report("OK", "UNCLEAN");

        assertThat(first.failedCases()).containsExactly("6.4.3");
        assertThat(first.with(report("OK", "OK")).failures()).isEmpty();
    }

    private static AutobahnReport report(String behavior, String close) {
        return AutobahnReport.parse(
                "{\"queuewire\":{\"6.4.3\":{\"behavior\":\"" + behavior + "\",\"behaviorClose\":\"" + close + "\"}}}",
                "queuewire");
    }
}
