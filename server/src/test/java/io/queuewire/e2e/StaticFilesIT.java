package io.queuewire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Static files of a folder, and every trick to get at a file that is not in it. */
class StaticFilesIT {

    private static final String SECRET = "nobody may read this";

    @TempDir
    private static Path folder;

    private static RelayFixture files;
    private static RelayFixture bundled;

    @BeforeAll
    static void start() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.writeString(outside.resolve("secret.txt"), SECRET);
        // Begins with the name of the root: a check of the path as text would let it pass.
        Files.createDirectories(folder.resolve("root-of-others"));
        Files.writeString(folder.resolve("root-of-others/secret.txt"), SECRET);
        Files.writeString(root.resolve("index.html"), "home");
        Files.writeString(root.resolve("plain file.txt"), "inside");
        Files.writeString(root.resolve(".env"), SECRET);
        Files.createSymbolicLink(root.resolve("link-in.txt"), root.resolve("plain file.txt"));
        Files.createSymbolicLink(root.resolve("link-out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("link-up.txt"), Path.of("..", "root-of-others", "secret.txt"));
        Files.createSymbolicLink(root.resolve("folder-out"), outside);
        files = relay("static.root=" + root);
        bundled = relay("host=127.0.0.1");
    }

    private static RelayFixture relay(String assignment) {
        return RelayFixture.start("queue.url=http://127.0.0.1:9/000000000000/none", assignment);
    }

    @AfterAll
    static void stop() {
        files.close();
        bundled.close();
    }

    @Test
    void whatIsInTheFolderIsServed() throws IOException {
        assertThat(get(files, "/")).startsWith("HTTP/1.1 200 ").endsWith("home");
        assertThat(get(files, "/plain%20file.txt"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-type: text/plain; charset=utf-8")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .endsWith("inside");
        assertThat(get(files, "/link-in.txt")).startsWith("HTTP/1.1 200 ").endsWith("inside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing-here",
                "/../secret.txt",
                "/..%2fsecret.txt",
                "/..%2Fsecret.txt",
                "/%2e%2e/secret.txt",
                "/%2E%2E%2Fsecret.txt",
                "/.%2e/secret.txt",
                "/%252e%252e/secret.txt",
                "/x/../../secret.txt",
                "/./index.html",
                "/..\\secret.txt",
                "/..%5csecret.txt",
                "/%c0%ae%c0%ae/secret.txt",
                "/%ef%bc%8e%ef%bc%8e/secret.txt",
                "/index.html%00.txt",
                "/..;/secret.txt",
                "/../root-of-others/secret.txt",
                "//index.html",
                "/index.html/",
                "/index.html%2f",
                "/.env",
                "/%2eenv",
                "/link-out.txt",
                "/link-up.txt",
                "/folder-out/secret.txt",
                "/folder-out",
                "/%"
            })
    void whatIsNotInTheFolderIsNotFound(String path) throws IOException {
        assertThat(get(files, path)).startsWith("HTTP/1.1 404 ").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../app/Main.class",
                "/%2e%2e/app/Main.class",
                "/..%2fapp%2fMain.class",
                "/%2e%2e/%2e%2e/%2e%2e/META-INF/MANIFEST.MF",
                "/socket.io/../index.html",
                "/socket.io/..%2f..%2fapp/Main.class"
            })
    void whatIsBundledBesideThePageIsNotFound(String path) throws IOException {
        assertThat(get(bundled, path)).startsWith("HTTP/1.1 404 ").doesNotContain("Manifest");
    }

    @Test
    void thePageIsServedWithAPolicyThatForbidsInlineScripts() throws IOException {
        assertThat(get(bundled, "/"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-security-policy: default-src 'self';")
                .contains("frame-ancestors 'none'")
                .containsIgnoringCase("referrer-policy: no-referrer")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void aPlainRelayTakesNoItems() throws IOException {
        assertThat(get(bundled, "/demo/items")).startsWith("HTTP/1.1 404 ");
    }

    /** Sent as it stands: HTTP libraries would tidy the path up. */
    private static String get(RelayFixture relay, String path) throws IOException {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return client.readUntilClosed();
        }
    }
}
