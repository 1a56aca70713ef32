package io.queuewire.intake.sqs;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Has requests sent as a whole. To a client on {@code HttpURLConnection} a length that is known means a body that streams,
 * and before the JDK streams over a connection that it has kept, it waits for a millisecond or two whether that is closed:
 * calls took five times as long and twice the processor time (docs/decisions/0015).
 *
 * <p>What is sent as a whole could be sent again, by the JDK itself and unseen, if the connection breaks or is cut;
 * {@code java-options} forbids it with {@code sun.net.http.retryPost}.
 */
final class WholeBodyClient implements SdkHttpClient {

    private final SdkHttpClient client;

    WholeBodyClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(request.httpRequest().copy(head -> head.removeHeader(Header.CONTENT_LENGTH)))
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .metricCollector(request.metricCollector().orElse(null))
                .build());
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
