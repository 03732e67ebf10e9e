// Draws images/icon.png: a shield with a check mark, 128 by 128.
// usage: node scripts/icon.mjs
import { writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";

const SIZE = 128;
/** Samples per pixel and axis, for smooth edges. */
const SAMPLES = 4;

const TOP = [66, 133, 244];
const BOTTOM = [26, 76, 168];
const WHITE = [255, 255, 255];
const GREEN = [30, 142, 88];

const CHECK = [
  [45, 63],
  [58, 76],
  [84, 49],
];
const CHECK_WIDTH = 5.2;

const isTile = (x, y) => distanceToBox(x, y, 44, 20) <= 0;

/** A rounded square around the middle: `half` is the half side without the corner's radius. */
function distanceToBox(x, y, half, radius) {
  const [dx, dy] = [Math.abs(x - 64) - half, Math.abs(y - 64) - half];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** Straight at the top, two arcs that meet in a point below. */
function isShield(x, y) {
  const across = Math.abs(x - 64);
  const edge = 27 + 4 * (across / 36) ** 2;
  if (y < edge || across > 36) return false;
  return y < 58 || Math.hypot(across + 18, y - 58) < 54;
}

function isCheck(x, y) {
  const [a, b, c] = CHECK;
  return Math.min(distanceToStroke(x, y, a, b), distanceToStroke(x, y, b, c)) < CHECK_WIDTH;
}

function distanceToStroke(x, y, [ax, ay], [bx, by]) {
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
  const at = Math.max(0, Math.min(1, along));
  return Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay));
}

function colorAt(x, y) {
  if (!isTile(x, y)) return undefined;
  if (isCheck(x, y)) return GREEN;
  if (isShield(x, y)) return WHITE;
  return TOP.map((top, channel) => top + (BOTTOM[channel] - top) * (y / SIZE));
}

/** Red, green, blue and opacity of a pixel, averaged over its samples. */
function pixel(column, row) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = column + ((i % SAMPLES) + 0.5) / SAMPLES;
    const y = row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    const color = colorAt(x, y);
    if (color) for (const [channel, value] of [...color, 255].entries()) sum[channel] += value;
  }
  const covered = sum[3] / 255 || 1;
  return [...sum.slice(0, 3).map((value) => Math.round(value / covered)), Math.round(sum[3] / SAMPLES ** 2)];
}

function rows() {
  const lines = [];
  for (let row = 0; row < SIZE; row++) {
    lines.push(0);
    for (let column = 0; column < SIZE; column++) lines.push(...pixel(column, row));
  }
  return Buffer.from(lines);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The checksum of the PNG format. */
function crc32(data) {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
header.set([8, 6, 0, 0, 0], 8);

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const picture = deflateSync(rows(), { level: 9 });
writeFileSync(
  "images/icon.png",
  Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", picture), chunk("IEND", Buffer.alloc(0))]),
);
