package io.queuewire.intake.sqs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Keeps hold of the current request, so that another thread can abort it: a thread that waits for an answer does not hear an
 * interrupt. For one calling thread.
 */
final class AbortableHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private volatile @Nullable ExecutableHttpRequest current;

    AbortableHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                // Kept beyond the call, since the body is read after it.
                current = prepared;
                return prepared.call();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** Aborts the request that is under way, if there is one. */
    void abort() {
        ExecutableHttpRequest request = current;
        if (request != null) {
            request.abort();
        }
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
