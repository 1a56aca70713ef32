package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no proper HTTP/1.1 is refused and its connection ends, so that nothing behind it is taken for a request. */
@OnEveryTransport
class HttpStrictnessIT {

    private static final String SECOND_REQUEST = "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final TestListener listener;

    HttpStrictnessIT(TransportKind transport) {
        listener = TestListener.with().transport(transport).hosts("localhost").start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '\'', textBlock = """
            bare LF after the request line,           'GET / HTTP/1.1\\nHost: localhost\\r\\n\\r\\n'
            bare LF after a header,                   'GET / HTTP/1.1\\r\\nHost: localhost\\n\\r\\n'
            bare LF at the end,                       'GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\n'
            bare LF before the request,               '\\nGET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'
            bare CR in the request line,              'GET\\r/ HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'
            bare CR in a value,                       'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX: a\\rb\\r\\n\\r\\n'
            folded header,                            'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX: a\\r\\n b\\r\\n\\r\\n'
            header folded with a tab,                 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX: a\\r\\n\\tb\\r\\n\\r\\n'
            white space before the first header,      'GET / HTTP/1.1\\r\\n Host: localhost\\r\\n\\r\\n'
            white space before the request,           ' GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'
            NUL before the request,                   '\\0GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'
            control character before the request,     '\\1GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'
            NUL in a value,                           'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX: a\\0b\\r\\n\\r\\n'
            NUL in a name,                            'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX\\0: b\\r\\n\\r\\n'
            white space before a colon,               'GET / HTTP/1.1\\r\\nHost : localhost\\r\\n\\r\\n'
            header without a colon,                   'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX\\r\\n\\r\\n'
            header without a name,                    'GET / HTTP/1.1\\r\\nHost: localhost\\r\\n: x\\r\\n\\r\\n'
            no Host,                                  'GET / HTTP/1.1\\r\\n\\r\\n'
            empty Host,                               'GET / HTTP/1.1\\r\\nHost:\\r\\n\\r\\n'
            two Hosts,                                'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost\\r\\n\\r\\n'
            two hosts in one header,                  'GET / HTTP/1.1\\r\\nHost: localhost, other\\r\\n\\r\\n'
            a host with a user,                       'GET / HTTP/1.1\\r\\nHost: other@localhost\\r\\n\\r\\n'
            a host with a path,                       'GET / HTTP/1.1\\r\\nHost: localhost/x\\r\\n\\r\\n'
            two Origins,                              'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nOrigin: http://localhost\\r\\nOrigin: http://b\\r\\n\\r\\n'
            HTTP/0.9,                                 'GET /\\r\\n\\r\\n'
            HTTP/1.2,                                 'GET / HTTP/1.2\\r\\nHost: localhost\\r\\n\\r\\n'
            HTTP/2.0,                                 'PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'
            HTTP/9.9,                                 'GET / HTTP/9.9\\r\\nHost: localhost\\r\\n\\r\\n'
            another protocol,                         'GET / SPDY/1.1\\r\\nHost: localhost\\r\\n\\r\\n'
            no version,                               'GET / \\r\\nHost: localhost\\r\\n\\r\\n'
            TLS to a plain port,                      '\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03\\r\\n\\r\\n'
            length and chunks,                        'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 3\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n'
            chunks and length,                        'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\nContent-Length: 3\\r\\n\\r\\n0\\r\\n\\r\\n'
            chunks in HTTP/1.0,                       'POST /echo HTTP/1.0\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n'
            chunks and length in HTTP/1.0,            'POST /echo HTTP/1.0\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\nContent-Length: 3\\r\\n\\r\\nabc'
            two equal lengths,                        'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 3\\r\\nContent-Length: 3\\r\\n\\r\\nabc'
            two different lengths,                    'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 3\\r\\nContent-Length: 4\\r\\n\\r\\nabc'
            a list of lengths,                        'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 3, 3\\r\\n\\r\\nabc'
            a signed length,                          'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: +3\\r\\n\\r\\nabc'
            a negative length,                        'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1\\r\\n\\r\\n'
            a length past 63 bits,                    'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 9223372036854775808\\r\\n\\r\\n'
            an unknown transfer coding,               'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: xchunked\\r\\n\\r\\n'
            chunked that is not the last coding,      'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked, identity\\r\\n\\r\\n'
            chunked twice,                            'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked, chunked\\r\\n\\r\\n'
            white space before the coding''s colon,   'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding : chunked\\r\\n\\r\\n0\\r\\n\\r\\n'
            a chunk size past 32 bits,                'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n100000003\\r\\nabc\\r\\n0\\r\\n\\r\\n'
            a negative chunk size,                    'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n\\r\\n'
            no chunk size,                            'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n\\r\\n'
            a chunk longer than its size,             'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\r\\nab\\r\\n0\\r\\n\\r\\n'
            bare LF after a chunk size,               'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\na\\r\\n0\\r\\n\\r\\n'
            bare LF in a chunk extension,             'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1;a\\nb\\r\\na\\r\\n0\\r\\n\\r\\n'
            a line end in a quoted chunk extension,   'POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1;a="\\r\\nb"\\r\\na\\r\\n0\\r\\n\\r\\n'
            """)
    void malformedRequestsAreRefusedAndTheConnectionEnds(String name, String escaped) {
        try (RawConnection client = listener.connect()) {
            RawResponse answer =
                    client.send(unescaped(escaped) + SECOND_REQUEST).response();
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.header("Connection")).contains("close");
            client.expectEnd();
        }
    }

    /** Written with escapes above, so that every byte of a case can be seen. */
    private static String unescaped(String text) {
        return java.util.regex.Pattern.compile("\\\\(r|n|t|[0-9]|x[0-9a-f]{2})")
                .matcher(text)
                .replaceAll(escape -> java.util.regex.Matcher.quoteReplacement(String.valueOf(
                        switch (escape.group(1).charAt(0)) {
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'x' -> (char) Integer.parseInt(escape.group(1).substring(1), 16);
                            default -> (char) Integer.parseInt(escape.group(1));
                        })));
    }

    @Test
    void aRequestInSmallPiecesIsReadLikeAWholeOne() {
        try (RawConnection client = listener.connect()) {
            String head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
            String request = head + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n";
            request.chars().forEach(each -> client.send(String.valueOf((char) each)));
            assertThat(client.response().text()).isEqualTo("abcde");
            assertThat(client.send(SECOND_REQUEST).response().status()).isEqualTo(200);
        }
    }

    @Test
    void aFoldedHeaderIsSeenAlsoWhenItComesInPieces() {
        try (RawConnection client = listener.connect()) {
            client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nX: a\r\n");
            client.send(" b\r\n");
            client.send("\r\n");
            assertThat(client.response().status()).isEqualTo(400);
            client.expectEnd();
        }
    }

    @Test
    void emptyLinesBeforeARequestAreSkipped() {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send("\r\n\r\n" + SECOND_REQUEST).response().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aForeignHostIsMisdirected() {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send("GET /echo HTTP/1.1\r\nHost: evil.example\r\n\r\n" + SECOND_REQUEST)
                            .response()
                            .status())
                    .isEqualTo(421);
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost:8080", "localhost:"})
    void theOwnHostIsServedWithAnyPort(String host) {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send("GET /echo HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void nothingBehindARefusedRequestIsAnswered() {
        try (RawConnection client = listener.connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 4\r\n\r\nbody" + SECOND_REQUEST);
            assertThat(client.response().status()).isEqualTo(421);
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity", "br, gzip"})
    void encodedBodiesAreNotTaken(String coding) {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: " + coding
                                    + "\r\nContent-Length: 3\r\n\r\nabc")
                            .response()
                            .status())
                    .isEqualTo(415);
            client.expectEnd();
        }
    }

    @Test
    void http10IsServedAndItsConnectionEnds() {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send("GET /echo HTTP/1.0\r\n\r\n").response().status())
                    .isEqualTo(200);
            client.expectEnd();
        }
    }

    @Test
    void http10StaysOpenWhenAsked() {
        try (RawConnection client = listener.connect()) {
            for (int i = 0; i < 2; i++) {
                RawResponse answer = client.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                        .response();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Connection")).contains("keep-alive");
            }
        }
    }

    @Test
    void aRequestThatAsksForItEndsTheConnection() {
        try (RawConnection client = listener.connect()) {
            RawResponse answer = client.send(
                            "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" + SECOND_REQUEST)
                    .response();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).contains("close");
            client.expectEnd();
        }
    }

    @Test
    void noAnswerNamesAProductOrAVersion() {
        try (RawConnection client = listener.connect()) {
            for (String request :
                    java.util.List.of(SECOND_REQUEST, "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n", "x\r\n\r\n")) {
                RawResponse answer = client.send(request).response();
                assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "via");
                assertThat(answer.toString().toLowerCase(java.util.Locale.ROOT))
                        .doesNotContain("netty", "java", "queuewire");
                assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            }
        }
    }

    @Test
    void everyAnswerSaysWhenItWasGiven() {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send(SECOND_REQUEST).response().header("Date"))
                    .hasValueSatisfying(date -> assertThat(date)
                            .matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"));
        }
    }
}
