package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.QueueUrl;
import io.queuewire.testkit.ElasticQueues;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandIT {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyQueueIsExaminedAndWarningsAreNoFailure() {
        QueueUrl one = ElasticQueues.create();
        QueueUrl other = ElasticQueues.createFifo();
        QueueUrl parking = ElasticQueues.create();

        int code = run(
                "--set",
                "queue.url=" + one + "," + other,
                "--set",
                "queue.on-invalid=park",
                "--set",
                "queue.parking-url=" + parking,
                "--set",
                "queue.visibility=10s");

        assertThat(out.toString().lines())
                .containsSubsequence("this relay", "queue " + one, "queue " + other, "parking queue " + parking)
                .anySatisfy(line -> assertThat(line).startsWith("  warn  visibility"))
                .anySatisfy(line -> assertThat(line).startsWith("  ok    fifo"))
                .last()
                .asString()
                .matches("\\d+ checks, 0 failed, 1 with warnings");
        assertThat(code).isZero();
    }

    @Test
    void oneFailureOfOneQueueIsAFailure() {
        QueueUrl good = ElasticQueues.create();

        assertThat(run("--set", "queue.url=" + good + "," + ElasticQueues.missing("nowhere")))
                .isEqualTo(1);

        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).startsWith("  FAIL  reachable"))
                .last()
                .asString()
                .contains(", 1 failed,");
    }

    @Test
    void withoutAQueueThereIsNothingToExamine() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("queue.url (default): expected one or more SQS queue URLs");
    }

    @Test
    void withoutCredentialsItSaysWhereTheyWouldBeLookedFor() throws Exception {
        try (ForkedJvm program = ForkedJvm.run(WithoutCredentials.class)) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.remainingLines())
                    .anySatisfy(line ->
                            assertThat(line).startsWith("  FAIL  credentials").contains("AWS_ACCESS_KEY_ID", "a role"));
        }
    }

    /** Examines a queue of AWS on a machine without credentials; gets no further than looking for them. */
    static final class WithoutCredentials {

        private WithoutCredentials() {}

        public static void main(String... arguments) {
            System.setProperty("aws.disableEc2MetadataService", "true");
            System.setProperty("aws.sharedCredentialsFile", "none");
            System.setProperty("aws.configFile", "none");
            Main.main(
                    "doctor",
                    "--set",
                    "queue.url=https://sqs.eu-west-1.amazonaws.com/000000000000/items",
                    "--set",
                    "queue.endpoint=https://sqs.invalid:9");
        }
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandTree.of(List.of(new DoctorCommand(new Caller(Map.of(), folder))))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
