// Writes the golden packets: what the original parsers make of packets, and of texts that are almost packets.
//
//   cp -r server/src/test/node/golden <some folder outside> && cd <it> && npm install && node generate.js > packets.json
//
// The result lives in server/src/test/resources/golden/packets.json; one line per case, so that a newer parser
// shows what it does differently.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { Decoder, Encoder, PacketType } from "socket.io-parser";
import { decodePacket, decodePayload, encodePacket, encodePayload } from "engine.io-parser";

const require = createRequire(import.meta.url);
const version = (name) => require(`./node_modules/${name}/package.json`).version;

const base64 = (bytes) => Buffer.from(bytes).toString("base64");

// ---- Socket.IO: packets both ways -----------------------------------------------------------------------------------

/** A value as JSON, with its buffers moved to the list and placeholders in their place. */
function jsonOf(value, buffers) {
  const place = (part) => {
    if (Buffer.isBuffer(part)) {
      buffers.push(part);
      return { _placeholder: true, num: buffers.length - 1 };
    }
    if (Array.isArray(part)) {
      return part.map(place);
    }
    if (part && typeof part === "object") {
      return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, place(member)]));
    }
    return part;
  };
  return JSON.stringify(place(value));
}

function socketIoCase({ kind, nsp = "/", id, name, args, object }) {
  const type = { connect: 0, connected: 0, disconnect: 1, event: 2, ack: 3, connectError: 4 }[kind];
  const data = args ? (kind === "event" ? [name, ...args] : args) : object;
  const [text, ...attachments] = new Encoder().encode({ type, nsp, id, data });
  const buffers = [];
  const packet = { kind, namespace: nsp, id, name, arguments: args?.map((arg) => jsonOf(arg, buffers)) };
  if (object) {
    packet.object = JSON.stringify(object);
  }
  assert.deepEqual(attachments, buffers);

  const decoded = [];
  const decoder = new Decoder();
  decoder.on("decoded", (back) => decoded.push(back));
  [text, ...attachments].forEach((part) => decoder.add(part));
  assert.equal(decoded.length, 1);
  assert.equal(decoded[0].nsp, nsp);
  assert.equal(decoded[0].id, id);
  assert.deepEqual(decoded[0].data, data);

  return { packet, text, attachments: attachments.map(base64) };
}

const bytes = (...values) => Buffer.from(values);
const deep = (levels) => (levels === 0 ? 1 : [deep(levels - 1)]);

const socketIoPackets = [
  { kind: "connect" },
  { kind: "connect", nsp: "/orders" },
  { kind: "connect", object: {} },
  { kind: "connect", object: { token: "a,b", nested: { list: [1, null] } } },
  { kind: "connect", nsp: "/orders", object: { token: "a,b/c" } },
  { kind: "connect", nsp: "/orders?x=1" },
  { kind: "connected", object: { sid: "wZX3oN0bSVIhsaknAAAI" } },
  { kind: "connected", nsp: "/orders", object: { sid: "wZX3oN0bSVIhsaknAAAI" } },
  { kind: "connected", object: { sid: "wZX3oN0bSVIhsaknAAAI", pid: "Ynyu2Wlt5ndZ3Zj4AAAJ" } },
  { kind: "connectError", object: { message: "Not authorized" } },
  { kind: "connectError", nsp: "/orders", object: { message: "Invalid namespace" } },
  { kind: "connectError", object: { message: "say \"no\"\n", data: { code: 7, why: [null, "ü"] } } },
  { kind: "disconnect" },
  { kind: "disconnect", nsp: "/orders" },
  { kind: "event", name: "hello", args: [] },
  { kind: "event", name: "", args: [] },
  { kind: "event", name: "error", args: [] },
  { kind: "event", name: "quote\" back\\ slash/ line\n tab\t ü😀\u2028\u007f", args: [] },
  { kind: "event", name: "item_added", args: [{ id: 17, title: "Tea", price: 2.5, tags: [] }] },
  { kind: "event", name: "types", args: [0, -1, 1.5, 1e21, 1e-7, true, false, null, "", "text", [], {}, [[]], { a: {} }] },
  { kind: "event", name: "text", args: ["\u0000\b\f\u001e\u001f", "ü", "😀", "\ud800", "\u2028", "\\", "\"", "/", "4[\"x\"],1-"] },
  { kind: "event", name: "deep", args: [deep(64)] },
  { kind: "event", name: "names", args: [{ "a,b": 1, "]": 2, "}": 3, "\"": 4, "": 5, __proto__x: 6 }] },
  { kind: "event", name: "looks binary", args: [{ _placeholder: true, num: 0 }, { _placeholder: true, num: "splice" }] },
  { kind: "event", nsp: "/orders", name: "hello", args: ["a,b"] },
  { kind: "event", id: 0, name: "hello", args: [] },
  { kind: "event", id: 12, name: "hello", args: [1] },
  { kind: "event", nsp: "/orders", id: 456, name: "hello", args: [] },
  { kind: "event", id: Number.MAX_SAFE_INTEGER, name: "hello", args: [] },
  { kind: "event", name: "photo", args: [bytes(1, 2, 3)] },
  { kind: "event", name: "photo", args: [bytes()] },
  { kind: "event", nsp: "/orders", name: "photo", args: [bytes(0, 255)] },
  { kind: "event", id: 3, name: "photo", args: ["title", bytes(0, 255)] },
  { kind: "event", nsp: "/orders", id: 3, name: "photos", args: [{ list: [bytes(1), { deep: [bytes(2)] }] }, "x", bytes(3)] },
  { kind: "event", name: "ten", args: Array.from({ length: 10 }, (_, i) => bytes(i)) },
  { kind: "ack", id: 0, args: [] },
  { kind: "ack", id: 12, args: [{ ok: true }] },
  { kind: "ack", nsp: "/orders", id: 456, args: ["connect", 1] },
  { kind: "ack", id: 13, args: [bytes(1, 2, 3), "x"] },
  { kind: "ack", nsp: "/orders", id: 13, args: [[{ b: bytes(7) }]] },
];

// ---- Socket.IO: texts that a client may try ----------------------------------------------------------------------------

/** What the original makes of a text and as many one-byte attachments as it asks for; nothing if it throws. */
function verdict(text) {
  let result = null;
  try {
    const decoder = new Decoder();
    decoder.on("decoded", ({ type, nsp, id, data }) => {
      result = { type: PacketType[type], namespace: nsp, id, data };
    });
    decoder.add(text);
    for (let i = 0; i < 10 && !result; i++) {
      decoder.add(bytes(i));
    }
  } catch (e) {
    return { text, original: null };
  }
  // Attachments would need a form of their own: that there is a packet is enough.
  if (text.startsWith("5") || text.startsWith("6")) {
    delete result.data;
  }
  return { text, original: result };
}

const holder = (num) => `{"_placeholder":true,"num":${num}}`;

const attempts = [
  "", " ", "x", "7", "9", "-", "٠", "\n", "4", "0x", "{}", "[]",
  // connect
  "0", "0,", "0{}", "0/", "0/,", "0/,{}", "0/orders", "0/orders,", "0/orders,{}", "0/orders,{\"a\":\",\"}", "0/a/b,", "0//,",
  "0[]", "0\"x\"", "01", "012{}", "0null", "0true", "0{", "0{}x", "0{}{}", "0 {}", "0{} ", "0/orders{}", "0/orders,[]", "0/orders,null",
  // disconnect
  "1", "1/orders", "1/orders,", "1/,", "1x", "1{}", "1null", "1/orders,x", "12", "1,",
  // events
  "2", "2[]", "2{}", "2null", "2\"x\"", "2[\"x\"]", "2 [\"x\"]", "2[\"x\"] ", "2\n[\"x\"]", "2[\"x\"]x", "2[\"x\"]]", "2[\"x\"", "2[\"x\",]",
  "2[x]", "2['x']", "2[\"x\",NaN]", "2[\"x\",01]", "2[\"x\",\"\t\"]", "2[\"x\",\"\\x\"]", "2[\"x\"]\u001e4", "2[1]", "2[1.5,2]", "2[null]",
  "2[true]", "2[{}]", "2[{\"toString\":\"x\"}]", "2[[\"x\"]]", "2[\"\"]", "2,[\"x\"]", "2/orders[\"x\"]", "2/orders,[\"x\"]",
  "2/,[\"x\"]", "2/orders", "2/orders,", "2/[\"x\"],[\"x\"]",
  ...["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"].map((name) => `2["${name}"]`),
  "2[\"\\u0063onnect\"]", "2[\"error\"]", "2[\"__proto__\"]", "2[\"constructor\"]",
  "20[\"x\"]", "2007[\"x\"]", "29007199254740991[\"x\"]", "29007199254740992[\"x\"]", "29007199254740993[\"x\"]",
  "299999999999999999[\"x\"]", "2-1[\"x\"]", "2+1[\"x\"]", "21.5[\"x\"]", "21e3[\"x\"]", "2 1[\"x\"]", "21 [\"x\"]", "2٣[\"x\"]", "21", "21{}",
  // acks
  "3", "31", "3[]", "3[1]", "31[]", "31[1]", "31{}", "31\"x\"", "31null", "3/orders,1[]", "3-1[]", "39007199254740991[]", "39007199254740992[]",
  "31[\"connect\"]",
  // attachments
  ...["", "1", "-", "x-", "-1-", "+1-", "1.0-", "1.5-", "1e1-", "0x1-", "00-", "0-", "01-", "10-", "11-", "12", "999999-", "1--", " 1-", "1 -", "٣-",
    "9007199254740993-", "Infinity-", "NaN-"].map((count) => `5${count}["x"]`),
  "51-[\"x\"]", "51-/orders,[\"x\"]", "51-3[\"x\"]", "51-/orders,3[\"x\"]", "51-", "51-{}", "51-[]", "51-[\"connect\"]", "51-[1]",
  "61-3[]", "61-[]", "60-3[]", "61-3{}", "611-3[]", "6-3[]", "63[]",
  ...["0", "1", "-1", "99", "0.5", "1.0", "0.0", "1e0", "-0", "\"0\"", "\"splice\"", "null", "true", "[]", "{}"].map(
    (num) => `52-["x",${holder(num)}]`),
  `51-["x",${holder(1)}]`, `51-["x",${holder(0)},${holder(0)}]`, `51-["x",{"num":0,"_placeholder":true}]`,
  `51-["x",{"_placeholder":true}]`, `51-["x",{"_placeholder":1,"num":7}]`, `51-["x",{"_placeholder":"true","num":7}]`,
  `51-["x",{"_placeholder":false,"num":7}]`, `51-["x",{"a":[{"b":${holder(7)}}]}]`, `51-["x",{"a":[{"b":${holder(0)}}]}]`,
  `51-["x",{"_placeholder":true,"num":0,"more":${holder(7)}}]`, `51-["x",{"\\u005fplaceholder":true,"num":7}]`,
  `51-["x",{"_placeholder":true,"num":7,"num":0}]`, `51-["x",{"_placeholder":true,"num":0,"num":7}]`,
  `51-[${holder(0)},"x"]`, `61-3[${holder(1)}]`, `61-3[${holder(0)}]`,
];

// ---- Engine.IO -------------------------------------------------------------------------------------------------------

const form = ({ type, data }) => {
  if (Buffer.isBuffer(data)) {
    return { type: "binary", base64: base64(data) };
  }
  return { type, data };
};

function engineIoCase(packet) {
  let text;
  encodePacket(packet, false, (encoded) => (text = encoded));
  assert.deepEqual(form(decodePacket(text)), form({ ...packet, data: packet.data || undefined }));
  return { packet: form(packet), text };
}

const engineIoPackets = [
  { type: "open", data: "{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":65536}" },
  { type: "close" },
  { type: "ping" },
  { type: "ping", data: "probe" },
  { type: "pong" },
  { type: "pong", data: "probe" },
  { type: "upgrade" },
  { type: "noop" },
  { type: "message", data: "" },
  { type: "message", data: "hello" },
  { type: "message", data: "ü😀\u2028 \t\n" },
  { type: "message", data: "2[\"x\",{\"a\":1}]" },
  ...[0, 1, 2, 3, 4, 5].map((length) => ({ type: "message", data: Buffer.from("fbffbe00ff".slice(0, 2 * length), "hex") })),
  { type: "message", data: Buffer.from(Array.from({ length: 256 }, (_, i) => i)) },
];

function payloadCase(packets) {
  let text;
  encodePayload(packets, (encoded) => (text = encoded));
  assert.deepEqual(decodePayload(text).map(form), packets.map((packet) => form({ ...packet, data: packet.data || undefined })));
  return { packets: packets.map(form), text };
}

const payloads = [
  [{ type: "message", data: "one" }],
  [{ type: "message", data: "" }, { type: "message", data: "" }],
  [{ type: "ping" }, { type: "message", data: "ü" }, { type: "message", data: bytes(1, 2, 3, 4) }, { type: "noop" }],
  [{ type: "message", data: bytes() }, { type: "message", data: "after" }, { type: "close" }],
];

const lines = (cases) => "[\n    " + cases.map((one) => JSON.stringify(one)).join(",\n    ") + "\n  ]";

process.stdout.write(`{
  "parsers": ${JSON.stringify({ "socket.io-parser": version("socket.io-parser"), "engine.io-parser": version("engine.io-parser") })},
  "socketIoPackets": ${lines(socketIoPackets.map(socketIoCase))},
  "socketIoTexts": ${lines(attempts.map(verdict))},
  "engineIoPackets": ${lines(engineIoPackets.map(engineIoCase))},
  "pollingPayloads": ${lines(payloads.map(payloadCase))}
}
`);
