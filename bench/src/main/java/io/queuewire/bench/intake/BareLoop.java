package io.queuewire.bench.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * What the relay is measured against: receives and deletes, and does nothing else. Each poller hands what it received to a
 * second thread, which deletes it in one batch.
 *
 * <p>It prints {@code ready}; for each line with a number on its standard input it drains so many messages, prints {@code
 * drained}, and {@code ready} again when it is.
 */
final class BareLoop {

    private static final int BACKLOG = 50;

    /** Those that the relay asks for: what is compared is the same answer of the queue. */
    private static final List<MessageSystemAttributeName> ATTRIBUTES = List.of(
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
            MessageSystemAttributeName.SENT_TIMESTAMP,
            MessageSystemAttributeName.MESSAGE_GROUP_ID,
            MessageSystemAttributeName.AWS_TRACE_HEADER);

    private final BenchQueue queue;
    private final int pollers;

    private BareLoop(BenchQueue queue, int pollers) {
        this.queue = queue;
        this.pollers = pollers;
    }

    /** Takes endpoint, queue URL and number of pollers. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BareLoop loop =
                new BareLoop(new BenchQueue(URI.create(arguments[0]), arguments[1]), Integer.parseInt(arguments[2]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        loop.run(input);
    }

    private void run(BufferedReader input) throws IOException, InterruptedException {
        List<SqsClient> receiving = clients();
        List<SqsClient> deleting = clients();
        System.out.println("ready");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            CountDownLatch left = new CountDownLatch(Integer.parseInt(line));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < pollers; i++) {
                BlockingQueue<List<Message>> received = new ArrayBlockingQueue<>(BACKLOG);
                SqsClient receiver = receiving.get(i);
                SqsClient deleter = deleting.get(i);
                threads.add(Thread.ofPlatform().start(() -> receive(receiver, received, left)));
                threads.add(Thread.ofPlatform().start(() -> delete(deleter, received)));
            }
            left.await();
            System.out.println("drained");
            // Or a last empty poll would take what is for the next round.
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("ready");
        }
    }

    private List<SqsClient> clients() {
        return IntStream.range(0, pollers)
                .mapToObj(i -> BenchQueue.client(queue.endpoint()))
                .toList();
    }

    private void receive(SqsClient client, BlockingQueue<List<Message>> received, CountDownLatch left) {
        try {
            while (left.getCount() > 0) {
                List<Message> batch = client.receiveMessage(request -> request.queueUrl(queue.url())
                                .maxNumberOfMessages(BenchQueue.BATCH)
                                .waitTimeSeconds(1)
                                .visibilityTimeout(30)
                                .messageSystemAttributeNames(ATTRIBUTES)
                                .messageAttributeNames("All"))
                        .messages();
                batch.forEach(message -> left.countDown());
                if (!batch.isEmpty()) {
                    received.put(batch);
                }
            }
            received.put(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete(SqsClient client, BlockingQueue<List<Message>> received) {
        try {
            for (List<Message> batch = received.take(); !batch.isEmpty(); batch = received.take()) {
                List<Message> messages = batch;
                client.deleteMessageBatch(request -> request.queueUrl(queue.url())
                        .entries(IntStream.range(0, messages.size())
                                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .receiptHandle(messages.get(i).receiptHandle())
                                        .build())
                                .toList()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
