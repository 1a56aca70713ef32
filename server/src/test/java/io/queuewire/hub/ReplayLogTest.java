package io.queuewire.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.hub.Beginning.Kind;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.HandOff;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayLogTest {

    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final long PLENTY = 1 << 30;
    private static final Ears EARS = new Ears("/", Map.of());

    private final ManualClock clock = new ManualClock();
    private final RecordingLink.NameFormat format = new RecordingLink.NameFormat();

    @Test
    void goesOnBehindAPositionThatItKnows() {
        ReplayLog log = log(10, PLENTY);
        append(log, 3);
        Beginning beginning = log.beginning(Since.parse("e-1"), EARS, 3);
        assertThat(beginning).isEqualTo(new Beginning("e-1", Kind.RECOVERED, 1));
        assertThat(events(log, beginning.after(), 3)).containsExactly("2", "3");
    }

    @Test
    void theBeginningOfAnEpochIsAPositionToo() {
        ReplayLog log = log(10, PLENTY);
        String before = log.beginning(Since.NOW, EARS, 0).position();
        append(log, 2);
        Beginning beginning = log.beginning(Since.parse(before), EARS, 2);
        assertThat(beginning.kind()).isEqualTo(Kind.RECOVERED);
        assertThat(events(log, beginning.after(), 2)).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other-2",
                "e-9",
                "e",
                "e-",
                "-2",
                "e-02",
                "e--2",
                "e-2 ",
                "e-1000000000000000",
                "",
                "30 s",
                "e-２",
                "e-zzzzzzzzzzzz"
            })
    void whatIsNoPositionOfThisEpochIsAGap(String since) {
        ReplayLog log = log(10, PLENTY);
        append(log, 3);
        Beginning beginning = log.beginning(Since.parse(since), EARS, 3);
        assertThat(beginning).isEqualTo(new Beginning("e-0", Kind.GAP, 0));
        assertThat(events(log, beginning.after(), 3)).containsExactly("1", "2", "3");
    }

    @Test
    void keepsSoManyMessages() {
        ReplayLog log = log(2, PLENTY);
        append(log, 5);
        assertThat(log.messages()).isEqualTo(2);
        assertThat(log.beginning(Since.parse("e-3"), EARS, 5).kind()).isEqualTo(Kind.RECOVERED);
        Beginning late = log.beginning(Since.parse("e-2"), EARS, 5);
        assertThat(late).isEqualTo(new Beginning("e-3", Kind.GAP, 3));
        assertThat(events(log, late.after(), 5)).containsExactly("4", "5");
    }

    @Test
    void keepsMessagesForSoLong() {
        ReplayLog log = log(10, PLENTY);
        append(log, 1);
        clock.advance(Duration.ofSeconds(1));
        append(log, 1);
        clock.advance(WINDOW.minusSeconds(1));
        assertThat(log.beginning(Since.parse("e-0"), EARS, 2).kind()).isEqualTo(Kind.RECOVERED);
        clock.advance(Duration.ofMillis(1));
        assertThat(log.beginning(Since.parse("e-0"), EARS, 2).kind()).isEqualTo(Kind.GAP);
        assertThat(log.beginning(Since.parse("e-1"), EARS, 2).kind()).isEqualTo(Kind.RECOVERED);
        clock.advance(WINDOW);
        assertThat(log.beginning(Since.parse("e-2"), EARS, 2).kind()).isEqualTo(Kind.RECOVERED);
        assertThat(log.messages()).isZero();
    }

    @Test
    void saysHowLongItHasKeptTheOldestMessage() {
        ReplayLog log = log(2, PLENTY);
        assertThat(log.oldestAge()).isEmpty();
        append(log, 1);
        clock.advance(Duration.ofSeconds(3));
        append(log, 1);
        assertThat(log.oldestAge()).contains(Duration.ofSeconds(3));
        clock.advance(Duration.ofSeconds(4));
        append(log, 1);
        assertThat(log.oldestAge()).contains(Duration.ofSeconds(4));
        log.close();
        assertThat(log.oldestAge()).isEmpty();
    }

    @Test
    void keepsSoManyBytesInAllForms() {
        ReplayLog log = log(1_000, 10_000);
        for (int i = 0; i < 100; i++) {
            Delivery delivery = append(log, "x".repeat(100));
            assertThat(log.bytes()).isLessThanOrEqualTo(10_000);
            delivery.taken(1);
        }
        int unencoded = log.messages();
        assertThat(unencoded).isBetween(5, 50);
        for (int i = 0; i < 100; i++) {
            append(log, "x".repeat(100)).taken(1);
            Delivery read =
                    log.read(log.last() - 1, log.last(), 1, EARS).messages().getFirst();
            read.in(format);
            read.release();
        }
        append(log, 1);
        assertThat(log.bytes()).isLessThanOrEqualTo(10_000);
        assertThat(log.messages()).isLessThan(unencoded);
    }

    @Test
    void shardsKeepTheirFormsWhenTheLogIsFasterThanThey() {
        ReplayLog log = log(1, PLENTY);
        Delivery slow = append(log, "a");
        slow.in(format);
        append(log, "b").taken(0);
        assertThat(format.open()).isEqualTo(1);
        slow.taken(1);
        assertThat(format.open()).isZero();
        assertThat(format.encoded()).isEqualTo(1);
    }

    @Test
    void aReaderKeepsWhatItReadsAlive() {
        ReplayLog log = log(1, PLENTY);
        append(log, "a").taken(0);
        ReplayLog.Piece piece = log.read(0, 1, 10, EARS);
        piece.messages().getFirst().in(format);
        append(log, "b");
        assertThat(format.open()).isEqualTo(1);
        piece.messages().getFirst().release();
        assertThat(format.open()).isZero();
    }

    @Test
    void aVolatileMessageHasThePositionOfTheLastOneAndIsNotKept() {
        ReplayLog log = log(10, PLENTY);
        append(log, 2);
        Delivery delivery = log.append(message("now").with(Retention.VOLATILE), 1);
        assertThat(delivery.sequence()).isEqualTo(2);
        assertThat(log.last()).isEqualTo(2);
        delivery.in(format);
        delivery.taken(1);
        assertThat(format.open()).isZero();
        assertThat(events(log, 0, 2)).containsExactly("1", "2");
    }

    @Test
    void whatGoesBackToItsSenderWasNeverThere() {
        ReplayLog log = log(10, PLENTY);
        Delivery nobody = log.append(message("nobody").with(Retention.KEPT_IF_DELIVERED), 1);
        Delivery somebody = log.append(message("somebody").with(Retention.KEPT_IF_DELIVERED), 1);
        Delivery refused = append(log, "refused");
        nobody.taken(0);
        somebody.taken(1);
        refused.refused("stopping");
        assertThat(events(log, 0, 3)).containsExactly("somebody");
        assertThat(log.messages()).isEqualTo(1);
        assertThat(log.beginning(Since.parse("e-0"), EARS, 3).kind()).isEqualTo(Kind.RECOVERED);
    }

    @Test
    void whoeverIsShownAMessageWhileItIsStillUnderWayIsOneOfThoseWhoGotIt() {
        ReplayLog log = log(10, PLENTY);
        Delivery delivery = log.append(message("a").with(Retention.KEPT_IF_DELIVERED), 2);
        CompletionStage<HandOff> handOff = delivery.handOff();
        delivery.taken(0);
        assertThat(delivery.showAgain()).isTrue();
        delivery.taken(0);
        assertThat(handOff.toCompletableFuture().join().clients()).isEqualTo(1);
        assertThat(log.messages()).isEqualTo(1);
    }

    @Test
    void theRecentPastIsAsMuchAsThereIs() {
        ReplayLog log = log(10, PLENTY);
        for (int i = 0; i < 4; i++) {
            append(log, 1);
            clock.advance(Duration.ofSeconds(10));
        }
        assertThat(log.beginning(Since.parse("25s"), EARS, 4)).isEqualTo(new Beginning("e-2", Kind.NEW, 2));
        assertThat(log.beginning(Since.parse("1h"), EARS, 4).after()).isZero();
        assertThat(log.beginning(Since.parse("999999999d"), EARS, 4).after()).isZero();
        assertThat(log.beginning(Since.parse("5s"), EARS, 4).after()).isEqualTo(4);
        // What a shard has not drained yet comes live.
        assertThat(log.beginning(Since.parse("5s"), EARS, 3).after()).isEqualTo(3);
    }

    @Test
    void aReaderWhoIsOvertakenIsToldSo() {
        ReplayLog log = log(2, PLENTY);
        append(log, 5);
        ReplayLog.Piece piece = log.read(1, 5, 10, EARS);
        assertThat(piece.missed()).isTrue();
        assertThat(piece.after()).isEqualTo(3);
        assertThat(log.read(3, 5, 10, EARS).missed()).isFalse();
    }

    @Test
    void whatWasLetGoIsNoGapForThoseItWasNotFor() {
        ReplayLog log = log(1, PLENTY);
        append(log, 1);
        Audience room = new Audience.Members(Set.of("busy"), Set.of());
        log.append(PushMessage.of("/", room, "a", RawJson.NULL), 1).taken(1);
        log.append(PushMessage.of("/orders", Audience.EVERYONE, "b", RawJson.NULL), 1)
                .taken(1);
        append(log, 1);
        Since seen = Since.parse("e-1");
        assertThat(log.beginning(seen, EARS, 4)).isEqualTo(new Beginning("e-3", Kind.RECOVERED, 3));
        assertThat(log.read(1, 4, 10, EARS).missed()).isFalse();
        assertThat(log.beginning(Since.parse("e-0"), EARS, 4).kind()).isEqualTo(Kind.GAP);
        assertThat(log.beginning(seen, new Ears("/orders", Map.of()), 4).kind()).isEqualTo(Kind.GAP);
        assertThat(log.beginning(seen, new Ears("/", Map.of("busy", 0L)), 4).kind())
                .isEqualTo(Kind.GAP);
        assertThat(log.beginning(seen, new Ears("/", Map.of("busy", 2L)), 4).kind())
                .isEqualTo(Kind.RECOVERED);
        assertThat(log.beginning(seen, new Ears("/", Map.of("quiet", 0L)), 4).kind())
                .isEqualTo(Kind.RECOVERED);
    }

    @Test
    void ofMoreAudiencesThanItRemembersTheLogSaysThatTheyMayHaveMissedSomething() {
        ReplayLog log = log(0, PLENTY);
        int audiences = 50_001;
        for (int i = 1; i <= audiences; i++) {
            Audience room = new Audience.Members(Set.of("room" + i), Set.of());
            log.append(PushMessage.of("/", room, "a", RawJson.NULL), 1).taken(1);
        }
        assertThat(log.beginning(Since.parse("e-0"), EARS, audiences).kind()).isEqualTo(Kind.GAP);
        assertThat(log.beginning(Since.parse("e-1"), EARS, audiences).kind()).isEqualTo(Kind.RECOVERED);
        Ears second = new Ears("/", Map.of("room2", 0L));
        assertThat(log.beginning(Since.parse("e-1"), second, audiences).kind()).isEqualTo(Kind.GAP);
    }

    @Test
    void aPieceEndsWhereItShould() {
        ReplayLog log = log(10, PLENTY);
        append(log, 5);
        assertThat(log.read(1, 4, 2, EARS).complete()).isFalse();
        assertThat(log.read(1, 4, 3, EARS).complete()).isTrue();
        assertThat(log.read(1, 4, 3, EARS).messages())
                .extracting(Delivery::sequence)
                .containsExactly(2L, 3L, 4L);
        assertThat(log.read(5, 4, 3, EARS).messages()).isEmpty();
    }

    @Test
    void whatTheShardsEncodedGoesWithTheirReports() {
        ReplayLog log = log(10, PLENTY);
        Delivery delivery = log.append(message("a"), 2);
        delivery.in(format);
        delivery.taken(1);
        assertThat(format.open()).isEqualTo(1);
        delivery.taken(1);
        assertThat(format.open()).isZero();
    }

    @Test
    void whatAReaderEncodedStaysForOthers() {
        ReplayLog log = log(10, PLENTY);
        append(log, 1);
        long bytes = log.bytes();
        Delivery first = log.read(0, 1, 10, EARS).messages().getFirst();
        EncodedMessage encoded = first.in(format);
        first.release();
        assertThat(format.open()).isEqualTo(1);
        assertThat(log.bytes()).isEqualTo(bytes + encoded.size());
        Delivery second = log.read(0, 1, 10, EARS).messages().getFirst();
        assertThat(second.in(format)).isSameAs(encoded);
        log.close();
        assertThat(format.open()).isEqualTo(1);
        second.release();
        assertThat(format.open()).isZero();
    }

    @Test
    void whatAReaderUsesStaysWhenTheShardsAreDone() {
        ReplayLog log = log(10, PLENTY);
        Delivery delivery = log.append(message("a"), 1);
        long bytes = log.bytes();
        EncodedMessage encoded = delivery.in(format);
        Delivery reader = log.read(0, 1, 10, EARS).messages().getFirst();
        delivery.taken(1);
        assertThat(reader.in(format)).isSameAs(encoded);
        assertThat(log.bytes()).isEqualTo(bytes + encoded.size());
        reader.release();
        assertThat(format.open()).isEqualTo(1);
        log.close();
        assertThat(format.open()).isZero();
        assertThat(log.bytes()).isZero();
    }

    @Test
    void tenMillionMessagesTakeNoMoreMemoryThanTheLogMayHold() {
        ReplayLog log = log(1_000, PLENTY);
        PushMessage message = message("flat");
        for (int i = 0; i < 10_000_000; i++) {
            Delivery delivery = log.append(message, 1);
            delivery.in(format);
            delivery.taken(1);
        }
        assertThat(log.messages()).isEqualTo(1_000);
        assertThat(format.open()).isZero();
        assertThat(log.bytes()).isEqualTo(1_000L * (400 + message.size()));
        log.close();
        assertThat(format.open()).isZero();
        assertThat(log.bytes()).isZero();
    }

    @Test
    void anEpochThatCannotBePartOfAPositionIsRefused() {
        assertThatThrownBy(() -> new ReplayLog(ReplayLimits.NOTHING, "a-b")).hasMessageContaining("letters and digits");
        assertThatThrownBy(() -> new ReplayLog(ReplayLimits.NOTHING, "x".repeat(120)))
                .hasMessageContaining("at most 100");
    }

    private ReplayLog log(int messages, long bytes) {
        return new ReplayLog(new ReplayLimits(WINDOW, messages, bytes), "e", clock::nanos);
    }

    /** Appends messages whose events are their numbers and which have been delivered. */
    private static void append(ReplayLog log, int count) {
        for (int i = 0; i < count; i++) {
            append(log, Long.toString(log.last() + 1)).taken(1);
        }
    }

    private static Delivery append(ReplayLog log, String event) {
        return log.append(message(event), 1);
    }

    private static PushMessage message(String event) {
        return PushMessage.of("/", Audience.EVERYONE, event, RawJson.NULL);
    }

    private static List<String> events(ReplayLog log, long after, long upTo) {
        List<Delivery> messages = log.read(after, upTo, 1_000, EARS).messages();
        return IntStream.range(0, messages.size())
                .mapToObj(i -> messages.get(i).message().event())
                .toList();
    }
}
