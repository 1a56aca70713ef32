package io.queuewire.json;

import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Where the JSON library is used: the grammar, string escapes and nothing else. */
final class JsonChecker {

    /**
     * The library bounds what it reads by its own taste; ours are the depth and the length of the whole text, which
     * bounds every number and string in it. Nothing here converts a number, so a long one costs no more than its length.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // A stranger's text does not belong in a message that goes to logs.
            .errorReportConfiguration(
                    ErrorReportConfiguration.builder().maxErrorTokenLength(0).build())
            // Names come from strangers: a table of them shared by all parsers would be theirs to fill.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    private JsonChecker() {}

    static void check(String text, JsonLimits limits) {
        if (text.length() > limits.length()) {
            throw new MalformedJsonException(
                    text.length() + " characters of JSON, expected at most " + limits.length());
        }
        int depth = 0;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new MalformedJsonException("an empty text, expected a JSON value");
            }
            do {
                if (token.isStructStart() && ++depth > limits.depth()) {
                    throw new MalformedJsonException("JSON nested deeper than " + limits.depth() + " levels");
                }
                if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING) {
                    // Strings are read lazily: without this their escapes would pass unseen.
                    parser.finishToken();
                }
                token = parser.nextToken();
            } while (depth > 0);
            if (token != null) {
                throw new MalformedJsonException("more text behind the JSON value, expected one value");
            }
        } catch (JacksonException e) {
            // A character or two of the text may be in there.
            throw new MalformedJsonException(
                    "not JSON: " + e.getOriginalMessage().replaceAll("\\p{Cntrl}", "\ufffd"), e);
        }
    }

    static String unquote(String literal) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), literal)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    static String quote(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, quoted);
        return quoted.append('"').toString();
    }
}
