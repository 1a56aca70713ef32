// The reference Socket.IO server, WebSocket only. Arguments: a port for clients, one for orders.
import { Server } from 'socket.io';
import { createServer } from 'node:http';
import { steer } from './steering.js';

const [port, control] = process.argv.slice(2).map(Number);
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });
http.listen({ port, host: '127.0.0.1', backlog: 4096 });
steer(control, (data) => io.emit('item_added', data));
