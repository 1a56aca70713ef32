// Three connections to the same relay, one class for each protocol.
//
// Each calls `listener.state(text)` as `live` or `cut`, `listener.frame(text)` and `listener.sent(text)` with what came and went
// over the wire, `listener.event(name, data, position)`, `listener.gap()` and `listener.note(text)`. `cut()` drops the connection
// as a lost network would, without a goodbye of the protocol, and `mend()` lets it come back to where it was, `rooms` and all.
// `request(kind, room)` asks to `join` or `leave` a room or for the `presence` in it; it resolves to an answer with `ok`, and
// `clients` or `message`, or to nothing where the protocol has no such request.

const RECENT = "30s";
const PAUSE = 1000;
const ANSWER_TIMEOUT = 5000;

const NOT_CONNECTED = { ok: false, message: "not connected" };
const NO_ANSWER = { ok: false, message: "no answer" };

/** The official client: `recovered` says whether the server sent all that was missed. */
export class SocketIoSource {
  rooms = new Set();
  #listener;
  #socket;
  #cut = false;
  #came = false;

  constructor(listener) {
    this.#listener = listener;
    this.#socket = globalThis.io({ auth: { since: RECENT }, transports: ["websocket"], reconnectionDelay: PAUSE, reconnectionDelayMax: PAUSE });
    const manager = this.#socket.io;
    manager.on("open", () => {
      manager.engine.on("packet", ({ type, data }) => {
        if (type === "message") listener.frame(`4${data}`);
      });
      manager.engine.on("packetCreate", ({ type, data }) => {
        if (type === "message") listener.sent(`4${data}`);
      });
    });
    this.#socket.on("connect", () => {
      listener.state("live");
      if (this.#came && !this.#socket.recovered) this.#beginAnew();
      this.#came = true;
    });
    this.#socket.on("disconnect", () => listener.state(this.#cut ? "cut" : "lost"));
    // The position is the last argument, behind the data.
    this.#socket.onAny((name, data, position) => listener.event(name, data, position ?? data));
  }

  /** The session was too old, and its rooms went with it. */
  #beginAnew() {
    this.#listener.gap();
    for (const room of this.rooms) this.#socket.emit("join", room);
  }

  async request(kind, room) {
    if (!this.#socket.connected) return NOT_CONNECTED;
    try {
      const answer = await this.#socket.timeout(ANSWER_TIMEOUT).emitWithAck(kind, room);
      if (answer.ok) move(this.rooms, kind, room);
      return answer;
    } catch {
      return NO_ANSWER;
    }
  }

  cut() {
    this.#cut = true;
    this.#socket.io.reconnection(false);
    this.#socket.io.engine.close();
  }

  mend() {
    this.#cut = false;
    this.#socket.io.reconnection(true);
    this.#socket.connect();
  }
}

/** A WebSocket that is opened again with the position of the last message. */
export class WebSocketSource {
  rooms = new Set();
  #listener;
  #socket;
  #position = RECENT;
  #cut = false;
  #requests = 0;
  #waitingById = new Map();

  constructor(listener) {
    this.#listener = listener;
    this.#open();
  }

  #open() {
    const url = new URL(`/ws?${query(this.#position, this.rooms)}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = () => {
      this.#listener.state(this.#cut ? "cut" : "lost");
      if (!this.#cut && this.#socket === socket) setTimeout(() => this.#open(), PAUSE);
    };
  }

  #receive(text) {
    this.#listener.frame(text);
    const message = JSON.parse(text);
    this.#position = message.position ?? this.#position;
    if (message.type === "hello") this.#listener.state("live");
    else if (message.type === "gap") this.#listener.gap();
    else if (message.event) this.#listener.event(message.event, message.data, message.position);
    else this.#waitingById.get(message.id)?.(message);
  }

  async request(kind, room) {
    if (this.#socket.readyState !== WebSocket.OPEN) return NOT_CONNECTED;
    const id = ++this.#requests;
    const text = JSON.stringify({ type: kind, room, id });
    this.#listener.sent(text);
    this.#socket.send(text);
    const answer = await new Promise((answered) => {
      this.#waitingById.set(id, answered);
      setTimeout(() => answered(undefined), ANSWER_TIMEOUT);
    });
    this.#waitingById.delete(id);
    if (!answer) return NO_ANSWER;
    const ok = answer.type === "ack";
    if (ok) move(this.rooms, kind, room);
    return { ok, clients: answer.clients, message: answer.message };
  }

  cut() {
    this.#cut = true;
    this.#socket.close();
  }

  mend() {
    this.#cut = false;
    this.#open();
  }
}

/** An EventSource comes back by itself; only after a cut that the page made, a new one is told where the old one was. */
export class EventsSource {
  static #NAMES = ["item_added", "item_removed", "presence"];

  rooms = new Set();
  #listener;
  #events;
  #position = RECENT;

  constructor(listener) {
    this.#listener = listener;
    this.#open();
  }

  #open() {
    const events = new EventSource(`/events?${query(this.#position, this.rooms)}`);
    this.#events = events;
    events.onopen = () => this.#listener.state("live");
    events.onerror = () => this.#listener.state("lost");
    events.addEventListener("gap", ({ data }) => {
      this.#listener.frame(`event: gap\ndata: ${data}`);
      this.#listener.gap();
    });
    for (const name of EventsSource.#NAMES) events.addEventListener(name, (event) => this.#receive(name, event));
  }

  #receive(name, { data, lastEventId }) {
    // An event without an id of its own keeps the last one.
    const own = name !== "presence";
    this.#listener.frame(`${own ? `id: ${lastEventId}\n` : ""}event: ${name}\ndata: ${data}`);
    if (lastEventId !== "") this.#position = lastEventId;
    this.#listener.event(name, JSON.parse(data), own ? lastEventId : undefined);
  }

  /** A stream goes one way: it is in its rooms from the start, so that another one is opened for others. */
  async request(kind, room) {
    if (kind === "presence") {
      this.#listener.note("A stream goes one way: it cannot ask.");
      return undefined;
    }
    if (this.#events.readyState === EventSource.CLOSED) return NOT_CONNECTED;
    move(this.rooms, kind, room);
    this.#events.close();
    this.#open();
    this.#listener.note(`A stream joins rooms only as it opens. Opened again: /events?${query(this.#position, this.rooms)}`);
    return { ok: true };
  }

  cut() {
    this.#events.close();
    this.#listener.state("cut");
  }

  mend() {
    this.#open();
  }
}

/** What a connection without Socket.IO asks to hear. */
function query(position, rooms) {
  const since = `since=${encodeURIComponent(position)}`;
  return rooms.size === 0 ? since : `${since}&rooms=${[...rooms].map(encodeURIComponent).join(",")}`;
}

function move(rooms, kind, room) {
  if (kind === "join") rooms.add(room);
  if (kind === "leave") rooms.delete(room);
}
