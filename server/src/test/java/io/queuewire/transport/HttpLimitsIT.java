package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each documented size of a request: as much as is allowed is served, one more is refused. */
@OnEveryTransport
class HttpLimitsIT {

    private static final int LINE = 4_096;
    private static final int BLOCK = 8_192;
    private static final int COUNT = 100;
    private static final int VALUE = 8_000;
    private static final int BODY = 1_000;

    /** More than is read of what follows a refusal, with all that sockets take in. */
    private static final long FLOOD = 100 << 20;

    private final TestListener listener;

    HttpLimitsIT(TransportKind transport) {
        listener = TestListener.with()
                .transport(transport)
                .http(HttpLimits.of(BODY))
                .start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void aRequestLineOf4KiBIsServed() {
        assertServed(requestLine(LINE) + "\r\nHost: localhost\r\n\r\n");
    }

    @Test
    void aLongerRequestLineIsNot() {
        assertRefused(414, requestLine(LINE + 1) + "\r\nHost: localhost\r\n\r\n");
    }

    @Test
    void aRequestLineThatNeverEndsIsNot() {
        assertRefused(414, "GET /" + "x".repeat(LINE));
    }

    private static String requestLine(int length) {
        String shortest = "GET /echo? HTTP/1.1";
        return "GET /echo?" + "x".repeat(length - shortest.length()) + " HTTP/1.1";
    }

    @Test
    void headersOf8KiBTogetherAreServed() {
        assertServed(requestWithHeaders(BLOCK));
    }

    @Test
    void moreOfThemAreNot() {
        assertRefused(431, requestWithHeaders(BLOCK + 1));
    }

    @Test
    void headersThatNeverEndAreNot() {
        assertRefused(431, "GET /echo HTTP/1.1\r\n" + "A: b\r\n".repeat(3_000));
    }

    @Test
    void aHeaderThatNeverEndsIsNot() {
        assertRefused(431, "GET /echo HTTP/1.1\r\nA: " + "b".repeat(BLOCK));
    }

    @Test
    void whatGoesOnComingAfterARefusalIsNotReadForLong() throws IOException {
        byte[] more = new byte[1 << 20];
        long sent = 0;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            OutputStream out = client.getOutputStream();
            out.write(("GET /echo HTTP/1.1\r\nA: " + "b".repeat(BLOCK)).getBytes(StandardCharsets.US_ASCII));
            while (sent <= FLOOD) {
                out.write(more);
                sent += more.length;
            }
        } catch (SocketException cut) {
            // as it should be
        }
        assertThat(sent).isLessThan(FLOOD);
    }

    /** Line ends do not count. */
    private static String requestWithHeaders(int total) {
        String host = "Host: localhost";
        String first = "A: " + "a".repeat(4_000);
        String second = "B: " + "b".repeat(total - host.length() - first.length() - 3);
        return "GET /echo HTTP/1.1\r\n" + host + "\r\n" + first + "\r\n" + second + "\r\n\r\n";
    }

    @Test
    void aHundredHeadersAreServed() {
        assertServed("GET /echo HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(COUNT - 1) + "\r\n");
    }

    @Test
    void oneMoreIsNot() {
        assertRefused(431, "GET /echo HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(COUNT) + "\r\n");
    }

    @Test
    void aValueOf8000BytesIsServed() {
        assertServed("GET /echo HTTP/1.1\r\nHost: localhost\r\nA: " + "a".repeat(VALUE) + "\r\n\r\n");
    }

    @Test
    void aLongerValueIsNot() {
        assertRefused(431, "GET /echo HTTP/1.1\r\nHost: localhost\r\nA: " + "a".repeat(VALUE + 1) + "\r\n\r\n");
    }

    @Test
    void trailersAreLimitedLikeHeaders() {
        assertRefused(400, chunked("") + "0\r\n" + "A: b\r\n".repeat(3_000));
    }

    @Test
    void aBodyOfTheLargestSizeIsServed() {
        assertThat(served(post(BODY) + "x".repeat(BODY)).body()).hasSize(BODY);
    }

    @Test
    void aLargerBodyIsRefusedBeforeItComes() {
        assertRefused(413, post(BODY + 1));
    }

    @Test
    void aHugeBodyIsRefusedAndDoesNotKeepTheConnection() {
        assertRefused(413, post(1L << 30));
    }

    @Test
    void theRefusalOfABodyThatIsUnderWayCanBeRead() {
        try (RawConnection client = listener.connect()) {
            client.send(post(200_000)).send("x".repeat(200_000));
            assertThat(client.response().status()).isEqualTo(413);
            client.expectEnd();
        }
    }

    @Test
    void aChunkedBodyOfTheLargestSizeIsServed() {
        assertThat(served(chunked("1f4\r\n" + "x".repeat(500) + "\r\n1f4\r\n" + "y".repeat(500) + "\r\n0\r\n\r\n"))
                        .body())
                .hasSize(BODY);
    }

    @Test
    void aLargerChunkedBodyIsRefusedAsSoonAsItIsTooLarge() {
        assertRefused(413, chunked("1f4\r\n" + "x".repeat(500) + "\r\n1f5\r\n" + "y".repeat(501)));
    }

    @Test
    void aBodyOfManyTinyChunksIsServed() {
        assertThat(served(chunked("1\r\nx\r\n".repeat(BODY) + "0\r\n\r\n")).body())
                .hasSize(BODY);
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOn() {
        try (RawConnection client = listener.connect()) {
            client.send(expecting("100-continue", 3));
            assertThat(client.response().status()).isEqualTo(100);
            assertThat(client.send("abc").response().text()).isEqualTo("abc");
        }
    }

    @Test
    void whoAsksBeforeSendingALargeBodyIsToldNotTo() {
        assertRefused(413, expecting("100-continue", 99_999_999));
    }

    @Test
    void anotherExpectationFails() {
        assertRefused(417, expecting("a-miracle", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a b", "Content-Encoding: gzip"})
    void nobodyIsToldToGoOnWithARequestThatIsRefused(String header) {
        try (RawConnection client = listener.connect()) {
            client.send(expecting("100-continue", 3).replace("\r\n\r\n", "\r\n" + header + "\r\n\r\n"));
            assertThat(client.response().status()).isIn(400, 415);
            client.expectEnd();
        }
    }

    private static String post(long length) {
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String expecting(String expectation, int length) {
        return post(length).replace("\r\n\r\n", "\r\nExpect: " + expectation + "\r\n\r\n");
    }

    private static String chunked(String chunks) {
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
    }

    private void assertServed(String request) {
        assertThat(served(request).status()).isEqualTo(200);
    }

    /** A served request leaves its connection open. */
    private RawResponse served(String request) {
        try (RawConnection client = listener.connect()) {
            RawResponse answer = client.send(request).response();
            assertThat(client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(200);
            return answer;
        }
    }

    private void assertRefused(int status, String request) {
        try (RawConnection client = listener.connect()) {
            RawResponse answer = client.send(request).response();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Connection")).contains("close");
            client.expectEnd();
        }
    }
}
