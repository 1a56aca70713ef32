package io.queuewire.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a clean stop leaves the log for the next start.
 *
 * <p>It is good for one start: taken away as it is read, so that a start after a crash finds none and does not give
 * numbers to new messages that clients know of others. Written as a whole or not at all, for its owner's eyes only, since
 * it holds the secrets by which clients come back. Blocks; not for event loops.
 */
public final class ReplayFile {

    private static final Logger log = LoggerFactory.getLogger(ReplayFile.class);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** Clocks of machines that are set right agree this well. */
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(1);

    private final Path path;
    private final ReplayLimits limits;
    private final InstantSource clock;

    /** @param limits of the log; the file is never larger than its bytes */
    public ReplayFile(Path path, ReplayLimits limits, InstantSource clock) {
        this.path = path;
        this.limits = limits;
        this.clock = clock;
    }

    /** What the last stop has left, if that can be used; says in the log why not. The file is gone when this returns. */
    public Optional<SavedReplay> take() {
        try {
            if (!Files.exists(path)) {
                log.info("no replay file {}: clients that come back are told of a gap", path);
                return Optional.empty();
            }
            SavedReplay saved = read();
            Files.delete(path);
            log.info(
                    "goes on where the last stop left the log, with {} messages",
                    saved.messages().size());
            return Optional.of(saved);
        } catch (IOException | RuntimeException e) {
            log.warn("the replay file {} cannot be used, clients that come back are told of a gap: {}", path, why(e));
            return Optional.empty();
        }
    }

    private static String why(Exception e) {
        return e instanceof UnusableReplayException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private SavedReplay read() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new UnusableReplayException("it is not a file");
        }
        if (isPosix() && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS_WRITE::contains)) {
            throw new UnusableReplayException("others than its owner may write it");
        }
        if (Files.size(path) > limits.bytes()) {
            throw new UnusableReplayException("it is larger than replay.bytes");
        }
        ReplayFileFormat.Content content = ReplayFileFormat.read(Files.readAllBytes(path));
        Duration since = Duration.between(content.savedAt(), clock.instant());
        if (since.compareTo(CLOCK_ERROR.negated()) < 0) {
            throw new UnusableReplayException(
                    "it was written " + since.negated().toSeconds() + " s from now");
        }
        if (since.compareTo(limits.window()) > 0) {
            throw new UnusableReplayException("it is " + since.toSeconds() + " s old, more than replay.window");
        }
        return content.replay().after(since.isNegative() ? Duration.ZERO : since);
    }

    /**
     * Leaves the log for the next start.
     *
     * @throws IOException when it cannot be written; then what was there before is still there
     */
    public void save(SavedReplay replay) throws IOException {
        if (Files.exists(path) && !(Files.isRegularFile(path) && ReplayFileFormat.isOurs(path))) {
            throw new IOException(path + " is something else than a replay file and is left alone");
        }
        Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Instant now = clock.instant();
        ByteBuffer content = ByteBuffer.wrap(ReplayFileFormat.write(replay, now, limits.bytes()));
        try {
            write(content, unfinished);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        log.info("left the log for the next start in {}", path);
    }

    private void write(ByteBuffer content, Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
