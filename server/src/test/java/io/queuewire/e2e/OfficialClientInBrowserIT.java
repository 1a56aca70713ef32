package io.queuewire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.conformance.ConformanceServer;
import io.queuewire.conformance.Profile;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import io.queuewire.transport.TransportKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official JavaScript client in a real browser, over each transport of the protocol. */
@RequiresTool(Tool.CHROMIUM)
class OfficialClientInBrowserIT {

    private static final int ENOUGH = 50;

    /**
     * Connects clients one after another, each until it has received some numbers and the echo of its own, and upgraded if it
     * may. Answers with what went wrong, or with the transports in use.
     */
    private static final String SCRIPT = """
            const [library, transports, clients, enough, done] = arguments;
            (0, eval)(library);
            const follows = (numbers) => numbers.every((number, i) => number === numbers[0] + i);
            const converse = () => new Promise((resolve) => {
              const socket = io({ forceNew: true, reconnection: false, transports });
              const heard = [], echoes = [];
              let said = 0, answer;
              const timer = setInterval(() => {
                if (socket.connected && said < 20) socket.emit("message", said++);
              }, 1);
              const end = (outcome) => { resolve(outcome); clearInterval(timer); socket.close(); };
              const check = () => {
                const transport = socket.io.engine.transport.name;
                if (heard.length < enough || echoes.length < 20 || !answer || transport !== transports.at(-1)) return;
                if (!follows(heard)) end("heard " + heard);
                else if (echoes[0] !== 0 || !follows(echoes)) end("echoes " + echoes);
                else end(transport);
              };
              socket.on("connect", () => socket.emit("message-with-ack", new Uint8Array([1, 2]), (bytes) => {
                answer = bytes.byteLength === 2;
                check();
              }));
              socket.on("number", (number) => { heard.push(number); check(); });
              socket.on("message-back", (number) => { echoes.push(number); check(); });
              socket.on("connect_error", (error) => end("refused: " + error.message));
              socket.on("disconnect", (reason) => end("disconnected: " + reason));
            });
            (async () => {
              const outcomes = new Set();
              for (let i = 0; i < clients; i++) outcomes.add(await converse());
              return [...outcomes].join();
            })().then(done, (error) => done(String(error)));
            """;

    @TempDir
    private static Path profile;

    private static Browser browser;
    private static String library;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(profile);
        library = Files.readString(
                Tool.CLIENT_PACKAGE.resolveSibling("node_modules/socket.io-client/dist/socket.io.min.js"));
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void bothSidesAreHeardInOrder(String names) throws Exception {
        List<String> transports = List.of(names.split(","));
        try (ConformanceServer server = ConformanceServer.start(Profile.SUITE.unhurried(), TransportKind.AUTO)) {
            NumberedStream stream = NumberedStream.begin(server.publisher());

            String outcome = browser.run(server.address(), SCRIPT, library, transports, 10, ENOUGH);

            stream.stop();
            assertThat(outcome).isEqualTo(transports.getLast());
        }
    }
}
