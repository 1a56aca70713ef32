package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class WholeBodyClientTest {

    @Test
    void aRequestGoesOnAsItIsButForItsLength() throws IOException {
        RecordingClient client = new RecordingClient();
        SdkHttpRequest head = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:1/"))
                .putHeader("Content-Length", "2")
                .putHeader("Authorization", "signed")
                .build();

        new WholeBodyClient(client)
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(head)
                        .contentStreamProvider(() -> new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)))
                        .build());

        HttpExecuteRequest sent = client.requests.getFirst();
        assertThat(sent.httpRequest().headers()).containsOnlyKeys("Authorization");
        assertThat(sent.httpRequest().getUri()).isEqualTo(head.getUri());
        assertThat(sent.httpRequest().method()).isEqualTo(SdkHttpMethod.POST);
        assertThat(sent.contentStreamProvider().orElseThrow().newStream()).hasContent("{}");
    }

    private static final class RecordingClient implements SdkHttpClient {

        private final List<HttpExecuteRequest> requests = new ArrayList<>();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            requests.add(request);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    throw new AssertionError("not to be called");
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
