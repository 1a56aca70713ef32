package io.queuewire.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.hub.Beginning.Kind;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayFileTest {

    private static final ReplayLimits LIMITS = new ReplayLimits(Duration.ofMinutes(2), 100, 1 << 20);

    private static final Ears EARS = new Ears("/", Map.of());

    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path folder;

    @Test
    void theNextStartGoesOnInTheSameEpoch() throws IOException {
        ReplayLog log = new ReplayLog(LIMITS, "e", clock::nanos);
        for (int i = 1; i <= 3; i++) {
            append(log, message("m" + i));
            clock.advance(Duration.ofSeconds(50));
        }
        AbsentClient client =
                new AbsentClient("secret", "sid", "/orders", Map.of("room", 2L), "e-1", Duration.ofMinutes(2));
        file().save(log.saved(List.of(client)));
        clock.advance(Duration.ofSeconds(10));

        SavedReplay saved = file().take().orElseThrow();
        ReplayLog restored = ReplayLog.restored(LIMITS, saved, clock::nanos);
        assertThat(restored.last()).isEqualTo(3);
        assertThat(restored.beginning(Since.parse("e-1"), EARS, 3).kind()).isEqualTo(Kind.RECOVERED);
        assertThat(restored.beginning(Since.parse("e-0"), EARS, 3).kind()).isEqualTo(Kind.GAP);
        assertThat(events(restored, 1)).containsExactly("m2", "m3");
        assertThat(append(restored, message("m4")).sequence()).isEqualTo(4);
        assertThat(saved.absent()).containsExactly(client.after(Duration.ofSeconds(10)));
    }

    @Test
    void everythingThatAMessageSaysIsKept() throws IOException {
        PushMessage message = new PushMessage(
                "/orders",
                new Audience.Members(Set.of("a", "ö"), Set.of("u")),
                "größe",
                List.of(RawJson.parse("{ \"x\" : 1.50 }", JsonLimits.QUEUE), RawJson.string("\u2028")),
                List.of(new byte[] {1, 2}, new byte[0]));
        ReplayLog log = new ReplayLog(LIMITS, "e", clock::nanos);
        append(log, message);
        file().save(log.saved(List.of()));
        PushMessage read = file().take().orElseThrow().messages().getFirst().message();
        assertThat(read.namespace()).isEqualTo(message.namespace());
        assertThat(read.audience()).isEqualTo(message.audience());
        assertThat(read.event()).isEqualTo(message.event());
        assertThat(read.arguments()).isEqualTo(message.arguments());
        assertThat(read.attachments()).hasSize(2);
        assertThat(read.attachments().getFirst()).containsExactly(1, 2);
    }

    @Test
    void aFileIsGoodForOneStart() throws IOException {
        save(3);
        assertThat(file().take()).isPresent();
        assertThat(file().take()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        save(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("replay");
    }

    @Test
    void whatAStopLeftHalfDoneIsInNobodysWay() throws IOException {
        Files.writeString(folder.resolve("replay.unfinished"), "half");
        save(1);
        assertThat(names()).containsExactly("replay");
        assertThat(file().take()).isPresent();
    }

    @Test
    void itIsNeverLargerThanTheLogMayBeAndKeepsTheLatest() throws IOException {
        ReplayLog log = new ReplayLog(LIMITS, "e", clock::nanos);
        for (int i = 1; i <= 50; i++) {
            append(log, message("x".repeat(100) + i));
        }
        ReplayLimits small = new ReplayLimits(LIMITS.window(), 100, 2_000);
        List<AbsentClient> absent = Stream.iterate(0, i -> i + 1)
                .limit(50)
                .map(i -> new AbsentClient("key" + i, "sid", "/", Map.of(), "e-1", Duration.ofMinutes(1)))
                .toList();
        ReplayFile file = new ReplayFile(path(), small, clock);
        file.save(log.saved(absent));
        assertThat(Files.size(path())).isBetween(1_500L, 2_000L);
        SavedReplay saved = file.take().orElseThrow();
        assertThat(saved.messages().getLast().sequence()).isEqualTo(50);
        assertThat(saved.forgotten())
                .isEqualTo(saved.messages().getFirst().sequence() - 1)
                .isGreaterThan(30);
        assertThat(saved.absent()).isNotEmpty();
        assertThat(saved.absent().getLast().key()).isEqualTo("key49");
    }

    @Test
    void aFileThatIsTooOldIsNotUsed() throws IOException {
        save(3);
        clock.advance(Duration.ofMinutes(2).plusMillis(1));
        assertThat(file().take()).isEmpty();
    }

    @Test
    void aFileFromTheFutureIsNotUsed() throws IOException {
        save(3);
        clock.advance(Duration.ofMinutes(-2));
        assertThat(file().take()).isEmpty();
    }

    @Test
    void aFileThatOthersMayWriteIsNotUsed() throws IOException {
        save(3);
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-rw----"));
        assertThat(file().take()).isEmpty();
    }

    @Test
    void aFileThatIsLargerThanTheLogMayBeIsNotUsed() throws IOException {
        save(50);
        ReplayLimits small = new ReplayLimits(LIMITS.window(), 100, 1_000);
        assertThat(new ReplayFile(path(), small, clock).take()).isEmpty();
    }

    @Test
    void aForeignFileIsNeitherUsedNorTouched() throws IOException {
        Files.writeString(path(), "the only copy of my novel");
        assertThat(file().take()).isEmpty();
        assertThatThrownBy(() -> save(1)).hasMessageContaining("left alone");
        assertThat(Files.readString(path())).isEqualTo("the only copy of my novel");
    }

    /** Devices and pipes can be empty, or never end; a link to one is as good as one. */
    @Test
    void aDeviceIsNeitherUsedNorReplaced() throws IOException {
        Files.createSymbolicLink(path(), Path.of("/dev/null"));
        assertThat(file().take()).isEmpty();
        assertThatThrownBy(() -> save(1)).hasMessageContaining("left alone");
        assertThat(path()).isSymbolicLink();
    }

    @Test
    void aFolderIsNotUsed() throws IOException {
        Files.createDirectory(path());
        assertThat(file().take()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void aDamagedFileIsNotUsed(long seed) throws IOException {
        Random random = new Random(seed);
        save(20);
        byte[] bytes = Files.readAllBytes(path());
        if (random.nextBoolean()) {
            bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(path(), bytes);
        assertThat(file().take()).isEmpty();
    }

    static LongStream aDamagedFileIsNotUsed() {
        return Seeds.some(200);
    }

    private void save(int messages) throws IOException {
        ReplayLog log = new ReplayLog(LIMITS, "e", clock::nanos);
        for (int i = 1; i <= messages; i++) {
            append(log, message("m" + "x".repeat(50)));
        }
        file().save(log.saved(List.of()));
    }

    private ReplayFile file() {
        return new ReplayFile(path(), LIMITS, clock);
    }

    private Path path() {
        return folder.resolve("replay");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Delivery append(ReplayLog log, PushMessage message) {
        Delivery delivery = log.append(message, 1);
        delivery.taken(1);
        return delivery;
    }

    private static List<String> events(ReplayLog log, long after) {
        return log.read(after, log.last(), 100, EARS).messages().stream()
                .map(delivery -> delivery.message().event())
                .toList();
    }

    private static PushMessage message(String event) {
        return PushMessage.of("/", Audience.EVERYONE, event, RawJson.NULL);
    }
}
