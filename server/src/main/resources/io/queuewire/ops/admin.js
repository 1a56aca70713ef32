// The page for operators: asks the relay for figures again and again and shows what became of them meanwhile.
// Whatever comes from outside is set as text, never as HTML.

const FIGURES_EVERY = 2000;
const DETAILS_EVERY = 5000;
const RATE_SPAN = 10_000;
const LATENCY_SPAN = 60_000;
const CURVE_SPAN = 240_000;
const SHORTEST_CURVE = 30_000;
const LATE_LOOP = 100;

const samples = [];
const byId = (id) => document.getElementById(id);

function element(name, text = "", ...children) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...children);
  return made;
}

function withClass(node, name) {
  node.className = name;
  return node;
}

async function ask(path, options = {}) {
  const response = await fetch(path, { cache: "no-store", ...options });
  const answer = await response.json();
  if (!response.ok && path !== "/readyz") {
    throw new Error(answer.error ?? `${path} answered ${response.status}`);
  }
  return answer;
}

// --- words for quantities

const whole = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

function duration(micros) {
  if (micros < 1000) {
    return "< 1 ms";
  }
  return micros < 1e6 ? `${short.format(micros / 1000)} ms` : `${short.format(micros / 1e6)} s`;
}

const millis = (value) => (value < 1000 ? `${value} ms` : `${short.format(value / 1000)} s`);

const size = (bytes) => (bytes < 2 ** 20 ? `${short.format(bytes / 2 ** 10)} KiB` : `${short.format(bytes / 2 ** 20)} MiB`);

// --- figures

/** The newest sample that is at least so old, or the oldest there is. */
function earlier(span) {
  const now = samples.at(-1).millis;
  return samples.findLast((sample) => now - sample.millis >= span) ?? samples[0];
}

function rate(group, name) {
  const now = samples.at(-1);
  const before = earlier(RATE_SPAN);
  const seconds = (now.millis - before.millis) / 1000;
  return seconds > 0 ? ((now[group][name] ?? 0) - (before[group][name] ?? 0)) / seconds : 0;
}

/** A histogram of what came between two samples; all since the start when nothing did. */
function recent(name) {
  const now = samples.at(-1)[name];
  const before = earlier(LATENCY_SPAN)[name];
  if (now.count === before.count) {
    return { ...now, fresh: false };
  }
  return {
    fresh: true,
    count: now.count - before.count,
    totalMicros: now.totalMicros - before.totalMicros,
    buckets: now.buckets.map(([end, count], i) => [end, count - before.buckets[i][1]]),
  };
}

/** Interpolated within the bucket, as Prometheus does it. */
function quantile(histogram, share) {
  const wanted = histogram.count * share;
  let [start, below] = [0, 0];
  for (const [end, count] of histogram.buckets) {
    if (count >= wanted) {
      return duration(start + ((end - start) * (wanted - below)) / Math.max(1, count - below));
    }
    [start, below] = [end, count];
  }
  return `> ${duration(start)}`;
}

function showClients() {
  const { connections } = samples.at(-1);
  const total = Object.values(connections).reduce((sum, count) => sum + count, 0);
  byId("clients").replaceChildren(
    ...[["all", total], ...Object.entries(connections)].map(([name, count]) =>
      withClass(element("div", "", element("strong", whole.format(count)), element("span", name)), "tile")));
}

function showKept() {
  const { messages, bytes, oldestMillis } = samples.at(-1).replay;
  byId("kept").textContent = messages === 0
    ? "No messages are kept for clients that come back."
    : `Kept for clients that come back: ${whole.format(messages)} ${messages === 1 ? "message" : "messages"}, ${size(bytes)}, the oldest for ${millis(oldestMillis)}.`;
}

function showLatency() {
  const rows = [
    ["hand-off", "handOff"],
    ["queue to socket", "queueToSocket"],
    ["event loop lag", "loopLag"],
  ];
  byId("latency").replaceChildren(...rows.map(([title, name]) => {
    const histogram = recent(name);
    const cells = histogram.count === 0
      ? ["–", "–", "–", "0"]
      : [quantile(histogram, 0.5), quantile(histogram, 0.99), duration(histogram.totalMicros / histogram.count),
        `${whole.format(histogram.count)}${histogram.fresh ? "" : " in all"}`];
    const row = element("tr", "", element("th", title), ...cells.map((text) => element("td", text)));
    row.firstChild.scope = "row";
    return row;
  }));
}

function rateTable([title, group]) {
  const table = element("table", "", element("caption", title));
  const body = element("tbody");
  for (const [name, count] of Object.entries(samples.at(-1)[group])) {
    const perSecond = rate(group, name);
    const row = element("tr", "", element("th", name), element("td", `${short.format(perSecond)} /s`), element("td", whole.format(count)));
    row.firstChild.scope = "row";
    row.classList.toggle("still", perSecond === 0);
    body.append(row);
  }
  if (!body.hasChildNodes()) {
    body.append(withClass(element("tr", "", element("td", "none yet")), "still"));
  }
  table.append(body);
  return table;
}

function showRates() {
  byId("rates").replaceChildren(...[
    ["Deliveries to clients, by protocol", "deliveries"],
    ["Queue messages, by outcome", "queueMessages"],
    ["Client events, by outcome", "clientEvents"],
    ["Connections ended, by reason", "disconnects"],
  ].map(rateTable));
}

function showCurve() {
  const sum = (sample) => Object.values(sample.deliveries).reduce((all, count) => all + count, 0);
  const now = samples.at(-1).millis;
  const points = samples.slice(1).map((sample, i) =>
    [sample.millis, ((sum(sample) - sum(samples[i])) * 1000) / Math.max(1, sample.millis - samples[i].millis)]);
  const span = Math.max(SHORTEST_CURVE, now - samples[0].millis);
  const most = Math.max(1, ...points.map(([, perSecond]) => perSecond));
  byId("curve").firstElementChild.setAttribute("points", points
    .map(([at, perSecond]) => `${600 - ((now - at) * 600) / span},${76 - (perSecond * 72) / most}`).join(" "));
}

async function figures() {
  const sample = await ask("/admin/figures");
  if (samples.length > 0 && sample.queueMessages.delivered < samples.at(-1).queueMessages.delivered) {
    samples.length = 0; // another process answers: the relay was restarted
  }
  samples.push(sample);
  while (sample.millis - samples[0].millis > CURVE_SPAN) {
    samples.shift();
  }
  showClients();
  showKept();
  showLatency();
  showRates();
  showCurve();
}

// --- health, threads, problems

async function health() {
  const { ready, parts } = await ask("/readyz");
  const reasons = Object.entries(parts).filter(([, part]) => !part.ready).map(([name, part]) => `${name}: ${part.reason}`);
  byId("health").textContent = ready ? "ready" : `not ready · ${reasons.join(" · ")}`;
  byId("health").className = `badge ${ready ? "good" : "bad"}`;
}

/** Shows a list again, unless somebody reads in it. */
function showUnlessRead(id, nodes, whenEmpty) {
  if (byId(id).querySelector("details[open]") === null) {
    byId(id).replaceChildren(...(nodes.length > 0 ? nodes : [withClass(element("p", whenEmpty), "hint")]));
  }
}

async function threads() {
  const all = (await ask("/admin/threads?format=json")).threads;
  showUnlessRead("threads", all.filter((thread) => thread.activity !== null).map((thread) => {
    const time = element("span", ` for ${millis(thread.forMillis)}`);
    if (thread.role === "event loop" && thread.forMillis > LATE_LOOP) {
      time.className = "bad";
    }
    return element("details", "",
      element("summary", "", element("b", thread.name), ` ${thread.activity}`, time),
      element("pre", `${thread.role}, ${thread.state}\n${thread.stack.map((frame) => `    at ${frame}`).join("\n")}`));
  }), "No thread is known.");
}

async function problems() {
  const all = (await ask("/admin/problems")).problems;
  showUnlessRead("problems", all.map((problem) => {
    const time = element("time", `${new Date(problem.time).toLocaleTimeString()} `);
    time.dateTime = problem.time;
    return element("details", "",
      element("summary", "", time, withClass(element("b", `${problem.level} `), problem.level === "ERROR" ? "bad" : "wait"), problem.message),
      element("pre", `${problem.time} ${problem.logger}, thread ${problem.thread}\n${problem.trace}`));
  }), "None since the start.");
}

// --- queues

function queueCard(queue) {
  const depth = queue.depth.error ?? `${whole.format(queue.depth.visible)} visible, ${whole.format(queue.depth.hidden)} hidden, ${whole.format(queue.depth.delayed)} delayed`;
  const fault = queue.pollFault ?? queue.settlementFault;
  const facts = [
    ["on the queue", depth],
    ["lag", millis(queue.lagMillis)],
    ["in hand", `${whole.format(queue.inHand.messages)}${queue.inHand.oldestMillis === null ? "" : `, the oldest for ${millis(queue.inHand.oldestMillis)}`}`],
    ["last poll", queue.lastPoll === null ? "none yet" : new Date(queue.lastPoll).toLocaleTimeString()],
  ];
  if (fault !== null) {
    facts.push(["fails", `${fault.code}: ${fault.detail}`]);
  }
  if (queue.parkingFault !== null) {
    facts.push(["parking fails", `${queue.parkingFault.code}: ${queue.parkingFault.detail}`]);
  }
  const pausing = queue.state !== "paused";
  const button = element("button", pausing ? "Pause" : "Resume");
  button.type = "button";
  button.addEventListener("click", () => working(button, () => change(queue, pausing)));
  const state = withClass(element("p", queue.state), `badge ${{ polling: "good", paused: "wait" }[queue.state] ?? "bad"}`);
  const name = element("h3", queue.name);
  name.title = queue.url;
  return withClass(element("div", "",
    withClass(element("div", "", name, state), "title"),
    element("dl", "", ...facts.flatMap(([term, value]) => [element("dt", term), element("dd", value)])),
    button), "card");
}

async function queues() {
  const all = (await ask("/admin/queues")).queues;
  byId("queues").replaceChildren(...all.map(queueCard));
}

async function change(queue, pausing) {
  const path = pausing ? "/admin/queues/pause" : "/admin/queues/resume";
  await ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ queue: queue.url }) });
  await Promise.all([queues(), health()]);
}

/** Runs what a button asks for; it cannot be asked for twice at once. */
async function working(button, task) {
  button.disabled = true;
  await attempt(task);
  button.disabled = false;
}

// --- again and again

async function attempt(task) {
  try {
    await task();
    byId("trouble").hidden = true;
  } catch (failure) {
    byId("trouble").textContent = `The relay does not answer as it should: ${failure.message}. What you see is the last that is known.`;
    byId("trouble").hidden = false;
  }
}

/** Nobody looks at a hidden page, so the relay is left alone. */
async function repeat(every, task) {
  if (!document.hidden) {
    await attempt(task);
  }
  setTimeout(repeat, every, every, task);
}

byId("ask").addEventListener("click", () => working(byId("ask"), queues));
attempt(queues);
repeat(FIGURES_EVERY, figures);
repeat(DETAILS_EVERY, () => Promise.all([health(), threads(), problems()]));
