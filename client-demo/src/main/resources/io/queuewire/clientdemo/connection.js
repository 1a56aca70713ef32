// Keeps one Socket.IO connection alive for as long as the page is open, and says in what state it is.

// With the delays below, a connection that failed this often has been away for about 20 s.
const ATTEMPTS_UNTIL_OFFLINE = 8;
const ANSWER_TIMEOUT = 8000;

/** Whether the official client was loaded before this module; without it there is nothing to connect with. */
export function clientIsThere() {
  return typeof globalThis.io === "function";
}

/**
 * Connects to the server that the page came from.
 *
 * `listener.state(state, text)` hears `live`, `reconnecting` or `offline`, and `listener.back(recovered)` each return,
 * with whether the server sent all that was missed meanwhile. `listener.received(event, data)` and
 * `listener.sent(event, data)` hear every event.
 */
export class Connection {
  #listener;
  #socket;
  #wasLive = false;
  #liveSince = Infinity;

  constructor(listener) {
    this.#listener = listener;
    // WebSocket first saves the round trips of an upgrade; long polling remains for networks that let no WebSocket through.
    this.#socket = globalThis.io({
      // A page that opens now is not empty; one that comes back goes on where it was.
      auth: { since: "2m" },
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 3000,
    });
    this.#socket.on("connect", () => this.#connected());
    this.#socket.on("disconnect", (reason) => this.#disconnected(reason));
    this.#socket.on("connect_error", (error) => this.#failed(error));
    this.#socket.io.on("reconnect_attempt", (attempt) => this.#attempt(attempt));
    // With connection state recovery a position follows the data: only the first argument is the message.
    this.#socket.onAny((event, data) => listener.received(event, data));
    this.#socket.onAnyOutgoing((event, data) => listener.sent(event, data));
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.retry();
    });
  }

  /** When this page began to hear what is said now, in epoch milliseconds: what was sent before is the past. */
  get liveSince() {
    return this.#liveSince;
  }

  get live() {
    return this.#socket.connected;
  }

  /** Tries again at once instead of waiting for the next attempt; does nothing while connected. */
  retry() {
    if (this.live) return;
    this.#listener.state("reconnecting", this.#wasLive ? "Reconnecting" : "Connecting");
    this.#socket.disconnect().connect();
  }

  /** Sends a client event and returns the server's answer: `{ok: true}` or `{ok: false, code, message}`. */
  async ask(event, data) {
    if (!this.live) return { ok: false, code: "unavailable", message: "There is no connection right now." };
    try {
      return (await this.#socket.timeout(ANSWER_TIMEOUT).emitWithAck(event, data)) ?? { ok: true };
    } catch {
      return { ok: false, code: "unavailable", message: "The server did not answer." };
    }
  }

  #connected() {
    this.#liveSince = Date.now();
    this.#listener.state("live", "Live");
    if (this.#wasLive) this.#listener.back(this.#socket.recovered);
    this.#wasLive = true;
  }

  #disconnected(reason) {
    if (reason === "io client disconnect") return;
    this.#listener.state("reconnecting", "Reconnecting");
    if (!this.#socket.active) this.#connectLater();
  }

  #failed(error) {
    // The official client gives up by itself only where the server refused the namespace.
    if (this.#socket.active) return;
    this.#listener.state("offline", `Refused: ${error.message}`);
    this.#connectLater();
  }

  #attempt(attempt) {
    if (attempt >= ATTEMPTS_UNTIL_OFFLINE) this.#listener.state("offline", "Offline");
    else if (this.#wasLive) this.#listener.state("reconnecting", "Reconnecting");
  }

  /** After a close by the server's word the client does not return by itself; spread, so that not all pages come at once. */
  #connectLater() {
    setTimeout(() => {
      if (!this.#socket.active) this.#socket.connect();
    }, 1000 + Math.random() * 2000);
  }
}
