// Three connections to the same relay, one class for each protocol.
//
// Each calls `listener.state(text)` as `live` or `cut`, `listener.frame(text)` with what came over the wire,
// `listener.event(name, data, position)` and `listener.gap()`. `cut()` drops the connection as a lost network would, without a
// goodbye of the protocol, and `mend()` lets it come back to where it was.

const RECENT = "30s";
const PAUSE = 1000;

/** The official client: `recovered` says whether the server sent all that was missed. */
export class SocketIoSource {
  #listener;
  #socket;
  #cut = false;
  #came = false;

  constructor(listener) {
    this.#listener = listener;
    this.#socket = globalThis.io({ auth: { since: RECENT }, transports: ["websocket"], reconnectionDelay: PAUSE, reconnectionDelayMax: PAUSE });
    const manager = this.#socket.io;
    manager.on("open", () =>
      manager.engine.on("packet", ({ type, data }) => {
        if (type === "message") listener.frame(`4${data}`);
      }),
    );
    this.#socket.on("connect", () => {
      listener.state("live");
      if (this.#came && !this.#socket.recovered) listener.gap();
      this.#came = true;
    });
    this.#socket.on("disconnect", () => listener.state(this.#cut ? "cut" : "lost"));
    // The position is the last argument, behind the data.
    this.#socket.onAny((name, data, position) => listener.event(name, data, position ?? data));
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
  #listener;
  #socket;
  #position = RECENT;
  #cut = false;

  constructor(listener) {
    this.#listener = listener;
    this.#open();
  }

  #open() {
    const url = new URL(`/ws?since=${encodeURIComponent(this.#position)}`, location.href);
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

  #listener;
  #events;
  #position = RECENT;

  constructor(listener) {
    this.#listener = listener;
    this.#open();
  }

  #open() {
    const events = new EventSource(`/events?since=${encodeURIComponent(this.#position)}`);
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

  cut() {
    this.#events.close();
    this.#listener.state("cut");
  }

  mend() {
    this.#open();
  }
}
