package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Static files from a folder: what is in it, with the right headers, and nothing else of this machine. */
class StaticFilesIT {

    @TempDir
    private Path machine;

    private Path root;
    private TestListener listener;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectories(machine.resolve("root"));
        write("index.html", "<!doctype html>home");
        write("a b+c.txt", "spaces");
        write("ümlaut.txt", "umlaut");
        write("sub/index.html", "sub");
        write("sub/page.js", "1");
        write("empty.txt", "");
        write(".secret", "hidden");
        write(".git/config", "hidden");
        write("sub/.env", "hidden");
        write(".well-known/security.txt", "contact");
        Files.writeString(machine.resolve("outside.txt"), "outside");
        Files.writeString(Files.createDirectories(machine.resolve("rootless")).resolve("file.txt"), "outside");
        Files.createSymbolicLink(root.resolve("inside-link.txt"), root.resolve("sub/page.js"));
        Files.createSymbolicLink(root.resolve("outside-link.txt"), machine.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("outside-folder"), machine.resolve("rootless"));
        Files.createSymbolicLink(root.resolve("circle"), root.resolve("circle"));
        listener = TestListener.with().files(root).start();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/,                          <!doctype html>home",
        "/index.html,                <!doctype html>home",
        "/index.html?x=/../y,        <!doctype html>home",
        "/%69ndex.html,              <!doctype html>home",
        "/sub/,                      sub",
        "/sub/page.js,               1",
        "/a%20b+c.txt,               spaces",
        "/%C3%BCmlaut.txt,           umlaut",
        "/inside-link.txt,           1",
        "/.well-known/security.txt,  contact"
    })
    void filesOfTheFolderAreServed(String path, String text) {
        RawResponse answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(text);
    }

    @Test
    void anEmptyFileIsServed() {
        RawResponse answer = get("/empty.txt");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).contains("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none",
                "/sub",
                "/index.html/",
                "/index.html/x",
                "/../outside.txt",
                "/sub/../../outside.txt",
                "/sub/../index.html",
                "/./index.html",
                "/%2e%2e/outside.txt",
                "/%2E%2E/outside.txt",
                "/.%2e/outside.txt",
                "/%2e%2e%2foutside.txt",
                "/sub%2fpage.js",
                "/sub%2Fpage.js",
                "/sub%2F..%2Findex.html",
                "/%252e%252e/outside.txt",
                "/..%5coutside.txt",
                "/..%5Coutside.txt",
                "/..\\outside.txt",
                "/sub\\page.js",
                "/..%c0%afoutside.txt",
                "/%c0%ae%c0%ae/outside.txt",
                "/..;/outside.txt",
                "//outside.txt",
                "//sub/page.js",
                "/sub//page.js",
                "//etc/passwd",
                "/etc/passwd",
                "/rootless/file.txt",
                "/../rootless/file.txt",
                "/.secret",
                "/%2esecret",
                "/.git/config",
                "/sub/.env",
                "/...",
                "/index.html%00.txt",
                "/index.html%0a",
                "/index.html%",
                "/index.html%2",
                "/index.html%zz",
                "/outside-link.txt",
                "/outside-folder/file.txt",
                "/circle",
                "/con:stream",
                "index.html",
                "*",
                "http://localhost/index.html"
            })
    void everythingElseIsNotFound(String path) {
        RawResponse answer = get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("not found\n");
    }

    @Test
    void aNameThatIsTooLongForAnyFileIsNotFound() {
        assertThat(get("/" + "x".repeat(3_000)).status()).isEqualTo(404);
    }

    /** A crooked name once made another server forget the file behind a straight one. */
    @Test
    void crookedNamesDoNotSpoilStraightOnes() {
        assertThat(get("/sub%2F..%2Findex.html").status()).isEqualTo(404);
        assertThat(get("/sub/../index.html").status()).isEqualTo(404);
        assertThat(get("/index.html").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "x.html,  text/html; charset=utf-8",
        "x.HTML,  text/html; charset=utf-8",
        "x.css,   text/css; charset=utf-8",
        "x.js,    text/javascript; charset=utf-8",
        "x.mjs,   text/javascript; charset=utf-8",
        "x.txt,   text/plain; charset=utf-8",
        "x.json,  application/json",
        "x.svg,   image/svg+xml",
        "x.png,   image/png",
        "x.ico,   image/x-icon",
        "x.woff2, font/woff2",
        "x.wasm,  application/wasm",
        "x.exe,   application/octet-stream",
        "x,       application/octet-stream"
    })
    void theTypeFollowsTheName(String name, String type) throws IOException {
        write(name, "x");
        assertThat(get("/" + name).header("Content-Type")).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/none"})
    void pagesAreKeptFromDoingHarm(String path) {
        RawResponse answer = get(path);
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
                        .doesNotContain("unsafe"));
    }

    @Test
    void aKnownFileIsNotSentAgain() throws IOException {
        String tag = get("/index.html").header("ETag").orElseThrow();
        assertThat(getKnown(tag).status()).isEqualTo(304);
        assertThat(getKnown(tag).header("ETag")).contains(tag);
        assertThat(getKnown("W/" + tag).status()).isEqualTo(304);
        assertThat(getKnown("\"other\" , " + tag + ",\"more\"").status()).isEqualTo(304);
        assertThat(getKnown("*").status()).isEqualTo(304);
        assertThat(getKnown("\"other\"").status()).isEqualTo(200);
        assertThat(getKnown(tag.substring(1)).status()).isEqualTo(200);
        write("index.html", "changed");
        assertThat(getKnown(tag).text()).isEqualTo("changed");
    }

    private RawResponse getKnown(String tags) {
        return request("GET", "/index.html", "If-None-Match: " + tags);
    }

    @Test
    void headIsAnsweredWithoutTheFile() {
        try (RawConnection client = listener.connect()) {
            for (String path : new String[] {"/index.html", "/none"}) {
                client.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(client.head().header("Content-Length")).isNotEqualTo(Optional.of("0"));
            }
            client.send("GET /sub/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.response().text()).isEqualTo("sub");
        }
    }

    @Test
    void optionsSayWhatIsPossible() {
        RawResponse answer = request("OPTIONS", "/index.html", "X: y");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(answer.headers()).doesNotContainKey("content-length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void nothingElseIs(String method) {
        RawResponse answer = request(method, "/index.html", "X: y");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void aLargeFileArrivesWhole() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(root.resolve("large.bin"), bytes);
        assertThat(get("/large.bin").body()).isEqualTo(bytes);
    }

    @Test
    void aFileThatShrinksWhileItIsSentEndsTheConnection() {
        listener.close();
        listener = TestListener.with()
                .files(name -> Optional.of(new StaticFile(
                        100, "tag", () -> new java.io.ByteArrayInputStream("short".getBytes(StandardCharsets.UTF_8)))))
                .start();
        try (RawConnection client = listener.connect()) {
            client.send("GET /any HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head().header("Content-Length")).contains("100");
            assertThat(client.read(5)).asString().isEqualTo("short");
            client.expectEnd();
        }
    }

    @Test
    void aDiskThatFailsEndsTheConnection() {
        listener.close();
        listener = TestListener.with()
                .files(name -> {
                    throw new IOException("as the test wants it");
                })
                .start();
        try (RawConnection client = listener.connect()) {
            client.send("GET /any HTTP/1.1\r\nHost: localhost\r\n\r\n").expectEnd();
        }
    }

    private RawResponse get(String path) {
        return request("GET", path, "X: y");
    }

    private RawResponse request(String method, String path, String header) {
        try (RawConnection client = listener.connect()) {
            return client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n")
                    .response();
        }
    }
}
