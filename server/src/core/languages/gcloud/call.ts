import type { Call, Fact } from "../../model/facts.ts";
import { literal, type Part, type Value } from "../../model/value.ts";
import { wordsFrom } from "./invocation.ts";
import { decoded } from "./shell/decoded.ts";
import { toValue } from "./shell/fold.ts";
import { isHarmless } from "./shell/harmless.ts";
import { newReading, type Reading } from "./shell/rounds.ts";
import type { Command, Script } from "./shell/script.ts";
import { whole } from "./shell/word.ts";

/** How many calls are kept, and how many values of each. */
const MOST = 300;
const EMAIL = /[\w.+-]+@[\w.-]*gserviceaccount\.com\b/g;

/**
 * Commands that are not read and get one of the accounts that the script speaks of: `./grant.sh "$SA"`. They may grant it
 * anything.
 */
export function callsOf(script: Script, uri: string, facts: readonly Fact[]): readonly Call[] {
  if (facts.length === 0) return [];
  const accounts = new Set(facts.flatMap(accountsOf).flatMap(addressOf));
  if (accounts.size === 0 && !script.text.includes("gserviceaccount")) return [];
  const calls: Call[] = [];
  const reading = newReading(script, uri);
  const unread = script.commands.filter((command) => isUnread(command, reading));
  const candidates = [...script.others, ...unread];
  for (const command of candidates) {
    const given = givenTo(command, newReading(script, uri), accounts);
    if (given.length > 0) calls.push(callOf(command, given, uri));
    if (calls.length >= MOST) break;
  }
  return calls;
}

/** Commands of programs that are read which take a policy, or a query, from elsewhere. */
const UNREAD: readonly (readonly [program: string, words: RegExp])[] = [
  ["gcloud", /^set-iam-policy$/],
  ["gsutil", /^set$/],
  ["bq", /^(?:query|set-iam-policy|update)$/],
];

/** Something that is not read, or a program that gets a policy from a file. */
function isUnread(command: Command, reading: Reading): boolean {
  for (const [program, unread] of UNREAD) {
    const words = wordsFrom(program, command, reading);
    if (words !== undefined) return words.some(({ text }) => unread.test(text));
  }
  const name = command.node.name?.text ?? "";
  return !reading.script.functions.has(name) && !isHarmless(name);
}

function callOf({ node }: Command, given: readonly Value[], uri: string): Call {
  const { text = "", end = node.end } = node.name ?? {};
  const span = { uri, start: node.pos, end: node.end };
  return { kind: "call", span, head: { ...span, end }, source: text, scope: uri, given };
}

function givenTo({ node, block }: Command, reading: Reading, accounts: ReadonlySet<string>): readonly Value[] {
  const values = node.suffix.flatMap((part) => {
    if (part.type !== "Word" || !/[$@`]/.test(part.text)) return [];
    const value = toValue(whole(decoded(part, reading.script, block)), "text", reading);
    const isAccount = value.parts.some((one) => one.kind === "reference" && accounts.has(one.target?.address ?? ""));
    return isAccount ? [value, ...emailsIn(value)] : emailsIn(value);
  });
  return values.slice(0, MOST);
}

/** Account names within a longer text, each as a value of its own. */
function emailsIn(value: Value): readonly Value[] {
  const email = (text: string): Value => ({ ...value, parts: [literal(text)] });
  return value.parts.flatMap((part) => {
    if (part.kind === "reference") return [];
    return [...part.text.matchAll(EMAIL)].map(([text]) => email(text));
  });
}

function accountsOf(fact: Fact): readonly (Value | undefined)[] {
  if (fact.kind === "workload") return [fact.identity];
  if (fact.kind !== "binding") return [];
  const { type, fields } = fact.resource;
  return [...fact.members, ...(type === "iam.serviceAccounts" ? [fields.name] : [])];
}

/** Of an account that is nothing but a reference, with or without a prefix. */
function addressOf(value: Value | undefined): readonly string[] {
  const parts = value?.parts ?? [];
  const last: Part | undefined = parts.at(-1);
  const isAlone = parts.length === 1 || (parts.length === 2 && parts[0]?.kind === "literal");
  return isAlone && last?.kind === "reference" && last.target !== undefined ? [last.target.address] : [];
}
