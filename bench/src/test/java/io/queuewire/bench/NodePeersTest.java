package io.queuewire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePeersTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsInstalledByTheLockFileIsNotFetchedAgain() throws IOException {
        write("package-lock.json", "\"integrity\": \"sha512-new\"");
        write("node_modules/.package-lock.json", "  \"integrity\": \"sha512-new\"");

        assertThat(new NodePeers(folder).areHere()).isTrue();
    }

    @Test
    void whatIsInstalledByAnOlderLockFileIsFetched() throws IOException {
        write("package-lock.json", "\"integrity\": \"sha512-new\"");
        write("node_modules/.package-lock.json", "\"integrity\": \"sha512-old\"");

        assertThat(new NodePeers(folder).areHere()).isFalse();
    }

    @Test
    void aFreshCheckoutHasNothing() throws IOException {
        write("package-lock.json", "\"integrity\": \"sha512-new\"");

        assertThat(new NodePeers(folder).areHere()).isFalse();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
