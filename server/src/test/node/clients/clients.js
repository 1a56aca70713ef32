// Official Socket.IO clients in one process, for the end-to-end tests.
//
//   node clients.js PACKAGE_JSON URL COUNT OPTIONS
//
// PACKAGE_JSON belongs to the package whose socket.io-client is used, OPTIONS is a JSON object for it. Each thing that
// happens to a client is one line of JSON on the standard output, commands are lines of JSON on the standard input:
//
//   {"client":3,"event":"item_removed","data":{"id":7},"ask":1}     sends an event; with "ask" the answer is told
//
// The option "chatter" is ours: so many events "message" with numbers, sent one by one as soon as a client has connected.
//
// The process ends with its standard input.
"use strict";

const { createHash } = require("node:crypto");
const { createRequire } = require("node:module");
const { createInterface } = require("node:readline");

const [packageJson, url, count, options] = process.argv.slice(2);
const { io } = createRequire(packageJson)("socket.io-client");
const { chatter = 0, ...libraryOptions } = JSON.parse(options);

/** Longer arguments are told by length and digest alone. */
const LONGEST_TOLD = 1000;
const EVENT_PACKET = "2";

let lines = [];

/** Lines leave together when the work of this turn is done, so that telling does not delay what is measured. */
function tell(line) {
  if (lines.length === 0) {
    setImmediate(() => {
      process.stdout.write(lines.join("\n") + "\n");
      lines = [];
    });
  }
  lines.push(JSON.stringify(line));
}

function now() {
  return performance.timeOrigin + performance.now();
}

/**
 * What follows the event's name in the packet, byte for byte as it arrived, without the position behind it that servers with
 * connection state recovery add.
 */
function argumentsIn(packet, event, position) {
  const start = packet.indexOf(JSON.stringify(event)) + JSON.stringify(event).length + 1;
  const added = position === undefined ? "" : "," + JSON.stringify(position);
  return packet.slice(start, -1 - added.length);
}

function chat(socket) {
  let said = 0;
  const timer = setInterval(() => {
    if (said < chatter) socket.emit("message", said++);
    else clearInterval(timer);
  }, 1);
}

function connect(client) {
  const socket = io(url, { forceNew: true, transports: ["websocket"], ...libraryOptions });
  const arrivals = [];
  socket.io.on("open", () => {
    socket.io.engine.on("packet", ({ type, data }) => {
      if (type === "message" && typeof data === "string" && data.startsWith(EVENT_PACKET)) {
        arrivals.push({ packet: data, at: now() });
      }
    });
    socket.io.engine.on("upgrade", () => tell({ client, is: "upgraded" }));
  });
  socket.on("connect", () => {
    tell({ client, is: "connected", recovered: socket.recovered === true });
    chat(socket);
  });
  socket.on("connect_error", (error) => tell({ client, is: "refused", reason: error.message }));
  socket.on("disconnect", (reason, details) => {
    tell({ client, is: "disconnected", reason, code: details?.context?.code ?? 0 });
  });
  socket.onAny((event, data, position) => {
    const { packet, at } = arrivals.shift();
    const raw = argumentsIn(packet, event, position);
    const line = { client, is: "event", event, position, at, bytes: Buffer.byteLength(raw) };
    line.sha256 = createHash("sha256").update(raw).digest("hex");
    if (raw.length <= LONGEST_TOLD) line.data = data ?? null;
    tell(line);
  });
  return socket;
}

const sockets = Array.from({ length: Number(count) }, (_, client) => connect(client));

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { client, event, data, ask } = JSON.parse(line);
    if (ask === undefined) sockets[client].emit(event, data);
    else sockets[client].emit(event, data, (answer) => tell({ client, is: "answer", ask, data: answer }));
  })
  .on("close", () => process.exit(0));
