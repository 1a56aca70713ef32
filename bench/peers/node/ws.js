// The ws library, with the loop over all clients and the heartbeat of its own guide. Arguments: a port for clients, one for orders.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { steer } from './steering.js';

const PING_INTERVAL = 25_000;

const [port, control] = process.argv.slice(2).map(Number);
const http = createServer();
const server = new WebSocketServer({ server: http });
http.listen({ port, host: '127.0.0.1', backlog: 4096 });

server.on('connection', (client) => {
  client.isAlive = true;
  client.on('pong', () => {
    client.isAlive = true;
  });
  client.on('error', () => {});
});

setInterval(() => {
  for (const client of server.clients) {
    if (!client.isAlive) {
      client.terminate();
    } else {
      client.isAlive = false;
      client.ping();
    }
  }
}, PING_INTERVAL);

steer(control, (data) => {
  const text = JSON.stringify(data);
  for (const client of server.clients) {
    if (client.readyState === WebSocket.OPEN) {
      client.send(text);
    }
  }
});
