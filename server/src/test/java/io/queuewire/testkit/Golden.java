package io.queuewire.testkit;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The golden packets, made by the original JavaScript parsers; {@code src/test/node/golden} tells how. */
public final class Golden {

    private Golden() {}

    /** The cases of one section of the file, each a JSON object. */
    public static Stream<Case> cases(String section) {
        return file().members().get(section).elements().stream().map(element -> new Case(element.members()));
    }

    private static RawJson file() {
        try (InputStream file = Golden.class.getResourceAsStream("/golden/packets.json")) {
            return RawJson.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8), JsonLimits.QUEUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object of the file. */
    public record Case(Map<String, RawJson> members) {

        public RawJson json(String name) {
            return members.get(name);
        }

        public Optional<RawJson> optional(String name) {
            return Optional.ofNullable(members.get(name));
        }

        public String string(String name) {
            return json(name).asString();
        }

        public Case object(String name) {
            return new Case(json(name).members());
        }

        @Override
        public String toString() {
            return members.toString();
        }
    }
}
