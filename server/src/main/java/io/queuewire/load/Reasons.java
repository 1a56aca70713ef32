package io.queuewire.load;

import io.netty.channel.ConnectTimeoutException;
import java.net.BindException;
import java.net.ConnectException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Failures in few words and without addresses, so that equal ones can be counted together. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case ConnectTimeoutException timeout -> "connect timeout";
            case BindException bind -> "no free source port or address";
            case ConnectException refused -> "connection refused";
            case SSLException tls -> "TLS failed";
            default -> {
                String message = String.valueOf(failure.getMessage());
                yield message.toLowerCase(Locale.ROOT).contains("reset") ? "connection reset" : kind(failure);
            }
        };
    }

    private static String kind(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
