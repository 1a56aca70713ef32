// The relay that one would build by hand: Socket.IO, WebSocket only, behind sqs-consumer with a batch handler.
// Arguments: endpoint, queue URL, number of consumers. They consume between the lines `resume` and `pause` on its standard input.
import { SQSClient } from '@aws-sdk/client-sqs';
import { Server } from 'socket.io';
import { Consumer } from 'sqs-consumer';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const [endpoint, queueUrl, count] = process.argv.slice(2);
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });
const sqs = new SQSClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});

const consumers = Array.from({ length: Number(count) }, () => {
  const consumer = Consumer.create({
    sqs,
    queueUrl,
    batchSize: 10,
    waitTimeSeconds: 1,
    // Or a poll that is still under way would go on beside the next ones after `resume`.
    pollingCompleteWaitTimeMs: 10_000,
    handleMessageBatch: async (messages) => {
      for (const message of messages) {
        io.emit('item_added', JSON.parse(message.Body));
      }
      return messages;
    },
  });
  return consumer.on('error', (error) => console.error(error.message));
});

const stopped = (consumer) =>
  new Promise((resolve) => {
    consumer.once('stopped', resolve);
    consumer.stop();
  });

http.listen(0, '127.0.0.1', () => console.log(`serves http://127.0.0.1:${http.address().port}`));
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'resume') {
    consumers.forEach((consumer) => consumer.start());
  } else if (line === 'pause') {
    await Promise.all(consumers.filter(({ status }) => status.isRunning).map(stopped));
    console.log('paused');
  }
}
process.exit();
