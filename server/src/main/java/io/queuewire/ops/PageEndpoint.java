package io.queuewire.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One file of the page for operators. The page may use its own files and nothing else, and no page may frame it. */
final class PageEndpoint implements ManagementEndpoint {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer");

    private final String path;
    private final String file;
    private final String type;

    /** @param file beside this class */
    PageEndpoint(String path, String file, String type) {
        this.path = path;
        this.file = file;
        this.type = type;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public boolean page() {
        return true;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        return new ManagementResponse(200, type + "; charset=utf-8", text(), HEADERS);
    }

    private String text() {
        try (InputStream in = PageEndpoint.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
