// Wires the page of the three protocols: a source for each lane, and the button that cuts them.
import { clientIsThere } from "./connection.js";
import { Lane } from "./lane.js";
import { agree } from "./record.js";
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
let judged = false;

function begin(id, Source) {
  const lane = new Lane(document.getElementById(id), judge);
  lanes.push(lane);
  sources.push(new Source(lane));
}

if (clientIsThere()) begin("lane-socketio", SocketIoSource);
else new Lane(document.getElementById("lane-socketio"), () => {}).note("This server was built without the Socket.IO client.");
begin("lane-websocket", WebSocketSource);
begin("lane-events", EventsSource);

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
  else if (agree(records)) {
    const caughtUp = Math.max(...records.map((record) => record.caughtUp));
    say("good", `${countText(caughtUp, "message")} caught up. All three hold the same, in the same order, and nothing twice.`);
  } else setTimeout(judgeAgain, SETTLED);
}

function judgeAgain() {
  const records = lanes.map((lane) => lane.record);
  if (judged && !agree(records)) say("bad", "The three do not hold the same.");
}

function say(mood, text) {
  verdict.dataset.mood = mood;
  if (verdict.textContent !== text) verdict.textContent = text;
}
