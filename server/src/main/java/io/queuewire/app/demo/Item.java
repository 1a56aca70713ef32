package io.queuewire.app.demo;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An item of the demo's inventory.
 *
 * @param name 1 to 80 characters
 * @param price 0 to a million
 * @param stock 0 to a million
 */
record Item(String name, BigDecimal price, int stock) {

    private static final int LONGEST_NAME = 80;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    Item {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("name: expected 1 to " + LONGEST_NAME + " characters");
        }
        if (price.signum() < 0 || price.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("price: expected 0 to " + MOST);
        }
        if (stock < 0 || stock > MOST.intValueExact()) {
            throw new IllegalArgumentException("stock: expected a whole number from 0 to " + MOST);
        }
    }

    /**
     * Reads what the page's form sends; price and stock may be left out.
     *
     * @throws IllegalArgumentException when it is not an item; the message is for the person at the form
     */
    static Item parse(String json) {
        try {
            RawJson value = RawJson.parse(json, JsonLimits.CLIENT);
            if (!value.isObject()) {
                throw new IllegalArgumentException("expected an object with name, price and stock");
            }
            Map<String, RawJson> members = value.members();
            RawJson name = members.getOrDefault("name", RawJson.NULL);
            if (!name.isString()) {
                throw new IllegalArgumentException("name: expected a text");
            }
            return new Item(name.asString().strip(), number(members, "price"), wholeNumber(members, "stock"));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static BigDecimal number(Map<String, RawJson> members, String key) {
        RawJson value = members.getOrDefault(key, RawJson.NULL);
        if (value.equals(RawJson.NULL)) {
            return BigDecimal.ZERO;
        }
        // A short text: an exponent or a million digits would make arithmetic slow.
        if (!value.isNumber() || !value.text().matches("-?[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException(key + ": expected a number such as 42.5");
        }
        return new BigDecimal(value.text());
    }

    private static int wholeNumber(Map<String, RawJson> members, String key) {
        BigDecimal number = number(members, key);
        if (number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(key + ": expected a whole number");
        }
        return number.intValueExact();
    }

    /** The body of the queue message: what the board shows, and when it was sent. */
    String body(String id, long sentAtMillis) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("id", RawJson.string(id));
        members.put("name", RawJson.string(name));
        members.put("price", RawJson.parse(price.toPlainString(), JsonLimits.CLIENT));
        members.put("stock", RawJson.number(stock));
        members.put("sentAt", RawJson.number(sentAtMillis));
        return RawJson.object(members).text();
    }
}
