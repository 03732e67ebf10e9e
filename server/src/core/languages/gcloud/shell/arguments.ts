import { type Block, enclosing, isInside, loopsAround } from "./block.ts";
import { inRound, type Reading } from "./rounds.ts";
import type { Script } from "./script.ts";
import type { Expansion, Fragment } from "./word.ts";

/** An argument of the function around a place, in the call that is looked at. */
export function argumentOf({ name, start }: Expansion, block: Block, reading: Reading): Fragment | undefined {
  const body = enclosing(block, "function");
  const position = Number(name);
  if (body === undefined || position < 1 || !isCalled(body, reading.script)) return undefined;
  reading.budget--;
  const loop = loopOverArguments(block, body, reading.script);
  if (loop === undefined) {
    const shifted = shiftedAt(body, start, block, reading.script);
    return shifted === undefined ? undefined : inRound(body, position - 1 + shifted, reading);
  }
  const index = position - 1 + sum(loop.shifts.filter(({ at }) => at < start));
  return index < sum(loop.shifts) ? inRound(loop.block, index, reading) : undefined;
}

/** All arguments of the function around a place, in the call that is looked at. */
export function argumentsAt(start: number, block: Block, reading: Reading): readonly Fragment[] | undefined {
  const body = enclosing(block, "function");
  if (body === undefined || !isCalled(body, reading.script)) return undefined;
  reading.met.add(body);
  const shifted = shiftedAt(body, start, block, reading.script);
  return shifted === undefined ? undefined : reading.rounds.get(body)?.slice(shifted);
}

/** What a loop that shifts the arguments away has as its first ones, round by round. */
export function argumentRounds(loop: Block, reading: Reading): readonly (readonly Fragment[])[] {
  const body = enclosing(loop, "function");
  const found = body && loopOverArguments(loop, body, reading.script);
  const all = found && argumentsAt(loop.start, loop.parent ?? loop, reading);
  const step = sum(found?.shifts ?? []);
  if (all === undefined || step < 1) return [];
  const rounds: (readonly Fragment[])[] = [];
  for (let at = 0; at + step <= all.length; at += step) rounds.push(all.slice(at, at + step));
  return rounds;
}

/** Whether the script calls the function around a place and the call that is looked at surely gives it no such argument. */
export function isNotGiven({ start }: Expansion, block: Block, reading: Reading): boolean {
  const body = enclosing(block, "function");
  if (body === undefined || !isCalled(body, reading.script)) return true;
  return reading.rounds.get(body) !== undefined && shiftedAt(body, start, block, reading.script) !== undefined;
}

function isCalled(body: Block, { bodies, calls }: Script): boolean {
  const name = bodies.get(body);
  return name !== undefined && calls.has(name);
}

type Shift = Script["shifts"][number];

const sum = (shifts: readonly Shift[]): number => shifts.reduce((all, { by }) => all + (by ?? Number.NaN), 0);

/** How many arguments have left their places; `undefined` where that is not sure. */
function shiftedAt(body: Block, offset: number, block: Block, script: Script): number | undefined {
  let count = 0;
  for (const { at, block: home, by } of script.shifts) {
    if (enclosing(home, "function") !== body) continue;
    const loops = loopsAround(home).filter((loop) => isInside(loop, body));
    const isAgain = loops.some((loop) => isInside(block, loop));
    if (!isAgain && at > offset) continue;
    if (by === undefined || loops.length > 0 || !isInside(block, home)) return undefined;
    count += by;
  }
  return count;
}

/** Tells the loop that a test on the number of arguments, or on the first one, ends. */
const UNTIL_NONE = /^(?:while|until)\b[^;\n]*(?:\$#|"\$1"|"\$\{1:?-?\}")/;

interface ArgumentLoop {
  readonly block: Block;
  readonly shifts: readonly Shift[];
}

/** The loop around a place that takes the arguments one by one, or some at a time. */
function loopOverArguments(block: Block, body: Block, { shifts, text }: Script): ArgumentLoop | undefined {
  if (shifts.length === 0) return undefined;
  const loops = loopsAround(block).filter((loop) => isInside(loop, body));
  const shifting = loops.filter((loop) => shifts.some((one) => isInside(one.block, loop)));
  const [loop, ...more] = shifting;
  if (loop === undefined || more.length > 0 || !UNTIL_NONE.test(text.slice(loop.start, loop.start + 200)))
    return undefined;
  const own = shifts.filter((one) => isInside(one.block, loop));
  return own.every((one) => one.block === loop && one.by !== undefined) ? { block: loop, shifts: own } : undefined;
}
