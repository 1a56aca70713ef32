// Wires the parts of the page: events of the connection go to the board, the latency panel, the log and the badge.
import { AddItem } from "./add-item.js";
import { Board } from "./board.js";
import { clientIsThere, Connection } from "./connection.js";
import { EventLog } from "./event-log.js";
import { readItem, readRemovedId } from "./item.js";
import { LatencyPanel } from "./latency-panel.js";
import { Announcer, toast } from "./messages.js";
import { forgetPresence, showConnection, showPresence } from "./status.js";

// On a phone the board comes first; where there is room, the log is open.
if (matchMedia("(max-width: 36rem)").matches) document.getElementById("add-panel").open = false;
if (matchMedia("(min-width: 64rem)").matches) document.getElementById("event-log").open = true;

let lastText = "";

const board = new Board(removeForEverybody);
const latency = new LatencyPanel();
const log = new EventLog();
const announcer = new Announcer();
const addItem = new AddItem();

addItem.askServer();
const connection = clientIsThere() ? new Connection({ state, back, received, sent: (event, data) => log.sent(event, data) }) : null;
if (connection === null) {
  document.getElementById("client-missing").hidden = false;
  showConnection("offline", "No client");
}

function state(name, text) {
  showConnection(name, text);
  if (name !== "live") forgetPresence();
  if (text !== lastText) log.connection(text);
  lastText = text;
}

function back(recovered) {
  board.endPending();
  if (!recovered) toast("Live again. What was sent meanwhile may be missing here.");
  addItem.askServer();
}

function received(event, data) {
  log.received(event, data);
  if (event === "item_added") itemAdded(data);
  else if (event === "item_removed") itemRemoved(data);
  else if (event === "presence") showPresence(data);
}

function itemAdded(data) {
  const item = readItem(data);
  const isNew = !board.has(item.id);
  // A repeated message would count the time since its first delivery, and one that was missed the time of the absence.
  board.put(item, isNew && !(item.sentAt < connection.liveSince) ? latency.measure(item.sentAt) : null);
  if (isNew) announcer.arrived(item.name);
}

function itemRemoved(data) {
  const id = readRemovedId(data);
  const name = id === null ? null : board.remove(id);
  if (name !== null) announcer.removed(name);
}

async function removeForEverybody(id, name) {
  board.setPending(id, true);
  const answer = await connection.ask("item_removed", { id });
  if (answer.ok) return;
  board.setPending(id, false);
  toast(`${name} could not be removed: ${answer.message ?? answer.code ?? "the server refused"}`);
}
