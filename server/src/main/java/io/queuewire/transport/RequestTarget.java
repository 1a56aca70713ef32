package io.queuewire.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request asks for: a path, as it was sent, and the parameters of the query, decoded.
 *
 * <p>Forgives everything, as the reference servers do: a percent sign without two digits stands for itself, bytes that are
 * no UTF-8 become replacement characters, and what comes behind the {@value #MOST_PARAMETERS}th parameter is not looked at.
 */
record RequestTarget(String path, Map<String, List<String>> query) {

    private static final int MOST_PARAMETERS = 64;

    static RequestTarget parse(String uri) {
        int question = uri.indexOf('?');
        return question < 0
                ? new RequestTarget(uri, Map.of())
                : new RequestTarget(uri.substring(0, question), parameters(uri.substring(question + 1)));
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> valuesByName = new LinkedHashMap<>();
        String[] parameters = query.split("&", MOST_PARAMETERS + 1);
        for (int i = 0; i < parameters.length && i < MOST_PARAMETERS; i++) {
            if (!parameters[i].isEmpty()) {
                int equals = parameters[i].indexOf('=');
                String name = equals < 0 ? parameters[i] : parameters[i].substring(0, equals);
                String value = equals < 0 ? "" : parameters[i].substring(equals + 1);
                valuesByName
                        .computeIfAbsent(decode(name), key -> new ArrayList<>(1))
                        .add(decode(value));
            }
        }
        return valuesByName;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            int value = encoded[i] == '%' ? escaped(encoded, i + 1) : -1;
            if (value >= 0) {
                decoded.write(value);
                i += 2;
            } else {
                decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** The byte that two hexadecimal digits stand for; -1 when they are not there. */
    private static int escaped(byte[] encoded, int start) {
        if (start + 1 >= encoded.length) {
            return -1;
        }
        int high = Character.digit(encoded[start], 16);
        int low = Character.digit(encoded[start + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** The last value of a query parameter. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getLast);
    }
}
