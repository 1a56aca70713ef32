package io.queuewire.transport;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Files of a folder, looked up at each request; links may point anywhere inside the folder and nowhere else. */
final class FolderContent implements StaticContent {

    private final Path root;

    /** @throws IOException when the folder is not there */
    FolderContent(Path folder) throws IOException {
        this.root = folder.toRealPath();
    }

    @Override
    public Optional<StaticFile> find(String path) throws IOException {
        try {
            Path file = root.resolve(path).toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!file.startsWith(root) || !attributes.isRegularFile() || !Files.isReadable(file)) {
                return Optional.empty();
            }
            String tag = Long.toHexString(attributes.lastModifiedTime().toMillis())
                    + '-'
                    + Long.toHexString(attributes.size());
            return Optional.of(new StaticFile(attributes.size(), tag, () -> Files.newInputStream(file)));
        } catch (FileSystemException | InvalidPathException absent) {
            // Not there, a file where a folder is due, a name that is too long, links that go round in a circle.
            return Optional.empty();
        }
    }
}
