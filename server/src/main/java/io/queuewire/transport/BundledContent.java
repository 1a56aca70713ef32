package io.queuewire.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the class path, read once and kept. */
final class BundledContent implements StaticContent {

    private final String folder;
    private final Map<String, StaticFile> fileByPath = new ConcurrentHashMap<>();

    /** @param folder of the class path, without slashes at its ends */
    BundledContent(String folder) {
        this.folder = folder;
    }

    @Override
    public Optional<StaticFile> find(String path) throws IOException {
        StaticFile known = fileByPath.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = BundledContent.class.getClassLoader().getResourceAsStream(folder + "/" + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            if (bytes.length == 0) {
                // A folder of an exploded class path reads as an empty stream.
                return Optional.empty();
            }
            StaticFile file = new StaticFile(bytes.length, hash(bytes), () -> new ByteArrayInputStream(bytes));
            fileByPath.put(path, file);
            return Optional.of(file);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
