import type { Flaw, Repair } from "../../../model/facts.ts";
import { bqInvocation } from "../bq.ts";
import { type GsutilCommand, gsutilCommand, STORAGE_ROLES } from "../gsutil.ts";
import { matchOf } from "../invocation.ts";
import type { Reading } from "../shell/rounds.ts";
import type { Command } from "../shell/script.ts";
import { cut, type Fragment, rangeOf, textOf } from "../shell/word.ts";
import { flawOf, hasFlag, headOf, type Look } from "./look.ts";
import type { Setting } from "./setting.ts";

/** Flaws of commands of `gsutil` and `bq`. */
export function otherFlaws(command: Command, reading: Reading, setting: Setting): readonly Flaw[] {
  const gsutil = gsutilCommand(command, reading);
  if (gsutil !== undefined) return [deprecated(gsutil, command, reading)];
  const invocation = bqInvocation(command, reading);
  const match = invocation && matchOf(invocation, 1, reading);
  return invocation === undefined || match === undefined
    ? []
    : incomplete({ invocation, match, row: undefined, reading, setting });
}

/** `bq add-iam-policy-binding` without what it needs. */
function incomplete(look: Look): readonly Flaw[] {
  const { invocation, match } = look;
  const { positionals } = match;
  const isOpen = positionals.some(
    ({ text, fragment }) => text === undefined && fragment.word.segments.every(({ quote }) => quote === ""),
  );
  if (invocation.opaque !== undefined || (isOpen && positionals.length > 1) || !/-iam-policy-binding$/.test(match.path))
    return [];
  const missing = [
    ...(hasFlag(look, "--member") ? [] : ["--member"]),
    ...(hasFlag(look, "--role") ? [] : ["--role"]),
    ...(positionals.length > 0 ? [] : ["the name of the dataset or table"]),
  ];
  if (missing.length === 0 || missing.length === 3) return [];
  const missed = missing.map((name) => (name.startsWith("-") ? `\`${name}\`` : name)).join(" and ");
  const flaw = flawOf(look, { flaw: "sh-bq", at: headOf(look), words: { missed, command: `bq ${match.path}` } });
  return [{ ...flaw, source: `bq ${match.path}` }];
}

/** `gsutil iam ch`, with the command that takes its place where it is one. */
function deprecated(gsutil: GsutilCommand, { node }: Command, { uri, script }: Reading): Flaw {
  const { program, verb, grants, urls, flags } = gsutil;
  const [grant] = grants;
  const [url] = urls;
  const isOne = grant !== undefined && url !== undefined && grants.length + urls.length === 2 && flags.length === 0;
  const text = isOne ? replacement(grant.fragment, grant.effect, url, script.text) : undefined;
  const span = { uri, start: program.pos, end: node.suffix.at(-1)?.end ?? node.end };
  const repairs: readonly Repair[] =
    text === undefined ? [] : [{ title: "Use `gcloud storage`", edits: [{ span, text }] }];
  const statement = { span: { uri, start: node.pos, end: node.end }, head: { uri, start: program.pos, end: verb.end } };
  const words = { command: "gsutil iam ch" };
  return {
    kind: "flaw",
    ...statement,
    source: words.command,
    scope: uri,
    flaw: "sh-deprecated-gsutil",
    at: statement.head,
    words,
    repairs,
  };
}

/** A bucket and no object, also one whose name comes from a variable that is called so. */
const BUCKET = /^"?gs:\/\/(?:[\w.-]|"?\$\{?\w*bucket\w*\}?"?)+"?$/i;

const VERBS = { grant: "add-iam-policy-binding", revoke: "remove-iam-policy-binding" } as const;

function replacement(fragment: Fragment, effect: "grant" | "revoke", url: Fragment, text: string): string | undefined {
  const written = textOf(fragment);
  const colon = written.lastIndexOf(":");
  const segments = fragment.word.segments;
  const [segment] = segments;
  if (segments.length !== 1 || segment === undefined || written.includes(",")) return undefined;
  const member = rangeOf(cut(fragment, fragment.from, fragment.from + colon));
  const role = rangeOf(cut(fragment, fragment.from + colon + 1));
  const roleText = text.slice(role.start, role.end);
  const isKnown = /^[A-Za-z]+$/.test(roleText) || roleText.startsWith("roles/");
  const bucket = text.slice(url.word.start, url.word.end);
  if (!isKnown || !BUCKET.test(bucket)) return undefined;
  const inQuotes = (inner: string): string => `${segment.quote}${inner}${segment.quote.slice(-1)}`;
  const full = roleText.includes("roles/") ? roleText : STORAGE_ROLES + roleText;
  return `gcloud storage buckets ${VERBS[effect]} ${bucket} --member=${inQuotes(text.slice(member.start, member.end))} --role=${full}`;
}
