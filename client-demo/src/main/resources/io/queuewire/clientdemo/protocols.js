// Wires the page of the three protocols: a source for each lane, and the button that cuts them.
import { clientIsThere } from "./connection.js";
import { Lane } from "./lane.js";
import { agree } from "./record.js";
import { RoomForm } from "./rooms.js";
import { EventsSource, SocketIoSource, WebSocketSource } from "./sources.js";
import { countText } from "./text.js";

// The slowest of the three has answered by then.
const SETTLED = 1500;

const button = document.getElementById("cut");
const seconds = document.getElementById("seconds");
const progress = document.getElementById("cut-progress");
const verdict = document.getElementById("verdict");

const lanes = [];
const sources = [];
const sourcesByName = {};
let judged = false;

function begin(name, Source) {
  const lane = new Lane(document.getElementById(`lane-${name}`), judge);
  const source = new Source(lane);
  lanes.push(lane);
  sources.push(source);
  sourcesByName[name] = source;
}

if (clientIsThere()) begin("socketio", SocketIoSource);
else new Lane(document.getElementById("lane-socketio"), () => {}).note("This server was built without the Socket.IO client.");
begin("websocket", WebSocketSource);
begin("events", EventsSource);
new RoomForm(sourcesByName);

button.addEventListener("click", () => {
  if (button.getAttribute("aria-disabled") === "true") return;
  const time = Number(seconds.value) * 1000;
  const start = performance.now();
  button.setAttribute("aria-disabled", "true");
  judged = false;
  say("", "");
  for (const [i, source] of sources.entries()) {
    lanes[i].record.cut();
    source.cut();
  }
  progress.hidden = false;
  const tick = setInterval(() => (progress.value = Math.min(1, (performance.now() - start) / time)), 100);
  setTimeout(() => {
    clearInterval(tick);
    progress.hidden = true;
    progress.value = 0;
    for (const source of sources) source.mend();
    setTimeout(() => {
      button.setAttribute("aria-disabled", "false");
      judged = true;
      judge();
    }, SETTLED);
  }, time);
});

/** Compares the lanes once they are back; while a message is on its way to the others, they differ for a moment. */
function judge() {
  if (!judged) return;
  const records = lanes.map((lane) => lane.record);
  if (records.some((record) => record.gaps > 0)) say("bad", "A gap was told: the log does not hold what was sent meanwhile.");
  else if (!inTheSameRooms()) say("", "The three are not in the same rooms, so they need not hold the same.");
  else if (agree(records)) {
    const caughtUp = Math.max(...records.map((record) => record.caughtUp));
    say("good", `${countText(caughtUp, "message")} caught up. All three hold the same, in the same order, and nothing twice.`);
  } else setTimeout(judgeAgain, SETTLED);
}

function judgeAgain() {
  const records = lanes.map((lane) => lane.record);
  if (judged && inTheSameRooms() && !agree(records)) say("bad", "The three do not hold the same.");
}

function inTheSameRooms() {
  return new Set(sources.map(({ rooms }) => JSON.stringify([...rooms].sort()))).size === 1;
}

function say(mood, text) {
  verdict.dataset.mood = mood;
  if (verdict.textContent !== text) verdict.textContent = text;
}
