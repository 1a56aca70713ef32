package io.queuewire.app;

import io.queuewire.hub.ReplayFile;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.SavedReplay;
import io.queuewire.session.Recovery;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the relay remembers for clients that come back, from one start to the next where there is a file for it.
 *
 * @param log the latest messages
 * @param recovery who may come back to a Socket.IO session
 * @param file where both go at a clean stop
 */
record Replay(ReplayLog log, Recovery recovery, Optional<ReplayFile> file) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Replay.class);

    private static final int EPOCH_BITS = 80;

    /** Goes on where the last stop left it, or begins anew. */
    static Replay start(ReplayLimits limits, Optional<Path> path) {
        Optional<ReplayFile> file = path.map(found -> new ReplayFile(found, limits, InstantSource.system()));
        Optional<SavedReplay> saved = file.flatMap(ReplayFile::take);
        ReplayLog log = saved.map(found -> ReplayLog.restored(limits, found))
                .orElseGet(() -> new ReplayLog(limits, newEpoch()));
        Recovery recovery = new Recovery(limits.window());
        saved.ifPresent(found -> found.absent().forEach(recovery::away));
        return new Replay(log, recovery, file);
    }

    private static String newEpoch() {
        return new BigInteger(EPOCH_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
    }

    /** Leaves everything for the next start, once nothing is published and nobody is connected any more. */
    void stop() {
        file.ifPresent(this::save);
        log.close();
    }

    private void save(ReplayFile where) {
        try {
            where.save(log.saved(recovery.absent()));
        } catch (IOException e) {
            LOGGER.warn(
                    "the log could not be left for the next start, clients will be told of a gap: {}", e.toString());
        }
    }
}
