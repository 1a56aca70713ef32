// Has a server publish what datagrams tell it to, one message per turn of the event loop; Steering.java does the same for Java.
import { createSocket } from 'node:dgram';

const NANOS = 1_000_000_000;

const now = () => Number(process.hrtime.bigint());

const message = (number, size) => {
  const data = { seq: number, ts: now(), pad: '' };
  data.pad = 'x'.repeat(Math.max(0, size - JSON.stringify(data).length));
  return data;
};

/** Publishes by `publish(object)`; the object has its number as `seq` and the time of the steady clock as `ts`. */
export const steer = (port, publish) => {
  const orders = createSocket('udp4');
  let job = { rate: 0, size: 0, end: 0, first: 0, begin: 0 };
  let next = 0;
  let credit = 0;
  let timer;
  let turn;

  const step = () => {
    turn = timer = undefined;
    if (next >= job.end || next >= credit) {
      return;
    }
    const early = job.rate === 0 ? 0 : job.begin + ((next - job.first) * NANOS) / job.rate - now();
    if (early > 0) {
      timer = setTimeout(step, early / 1e6);
      return;
    }
    publish(message(next, job.size));
    next += 1;
    turn = setImmediate(step);
  };

  orders.on('message', (bytes, from) => {
    const [order, ...words] = bytes.toString().trim().split(' ');
    if (order === 'heap') {
      globalThis.gc?.();
      orders.send(`heap ${process.memoryUsage().heapUsed}`, from.port, from.address);
      return;
    }
    const numbers = words.map(Number);
    if (order === 'start') {
      const [rate, size, count, first] = numbers;
      job = { rate, size, first, end: count === 0 ? Infinity : first + count, begin: now() };
      next = first;
      credit = numbers[5];
      clearTimeout(timer);
      timer = undefined;
    } else if (order === 'credit') {
      [credit] = numbers;
    }
    if (timer === undefined && turn === undefined) {
      turn = setImmediate(step);
    }
  });
  orders.bind(port, '127.0.0.1');
};
