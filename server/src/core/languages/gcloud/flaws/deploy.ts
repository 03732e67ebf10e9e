import type { Flaw, Repair } from "../../../model/facts.ts";
import type { Stretch } from "../../../model/placeholders.ts";
import { flagOf } from "../invocation.ts";
import { appended, flawOf, hasFlag, headOf, type Look, put } from "./look.ts";

const ALLOW = "--allow-unauthenticated";
const DENY = "--no-allow-unauthenticated";
const UNCHECKED = "--no-invoker-iam-check";
const FLAW = "sh-auth-flag-conflict";

const flagAt = ({ invocation }: Look, name: string): Stretch | undefined => {
  const flag = flagOf(invocation, [name]);
  return flag === undefined ? undefined : { start: flag.word.word.start, end: flag.word.word.start + name.length };
};

/** Flags of a deploy that exclude each other, or that the command does not have. */
export function conflictingFlags(look: Look): readonly Flaw[] {
  const { path } = look.match;
  const allow = flagAt(look, ALLOW);
  const found: Flaw[] = [];
  if (/^run (?:jobs|worker-pools)\b/.test(path)) {
    const at = allow ?? flagAt(look, DENY);
    if (at !== undefined)
      found.push(flawOf(look, { flaw: FLAW, at, words: { what: "none" }, repairs: without(look, at) }));
  } else if (allow !== undefined && hasFlag(look, DENY)) {
    found.push(flawOf(look, { flaw: FLAW, at: allow, words: { what: "both" } }));
  } else if (allow !== undefined && hasFlag(look, UNCHECKED)) {
    found.push(flawOf(look, { flaw: FLAW, at: allow, words: { what: "twice" }, repairs: without(look, allow) }));
  }
  const build = flagAt(look, "--build-service-account");
  if (path.startsWith("run ") && build !== undefined && hasFlag(look, "--image") && !hasFlag(look, "--source"))
    found.push(flawOf(look, { flaw: FLAW, at: build, words: { what: "build" } }));
  return found;
}

/** The flag taken out, with the blanks before it. */
function without(look: Look, { start, end }: Stretch): readonly Repair[] {
  const { text } = look.reading.script;
  const before = text.slice(Math.max(0, start - 200), start);
  const line = /[ \t]*\\\r?\n[ \t]*$/.exec(before)?.[0].length;
  const from = start - (line ?? /[ \t]*$/.exec(before)?.[0].length ?? 0);
  return [{ title: `Remove \`${text.slice(start, end)}\``, edits: [put(look, from, end, "")] }];
}

/** A command of Cloud Run that asks for a region, where nobody answers. */
export function missingLocation(look: Look): readonly Flaw[] {
  const { match, invocation, setting } = look;
  const isOfRun = /^run (?:deploy|(?:services|jobs|worker-pools) [a-z-]+)$/.test(match.path);
  const isQuiet = setting.isUnattended || hasFlag(look, "--quiet", "-q");
  if (!isOfRun || !isQuiet || invocation.opaque !== undefined || setting.setsRegion) return [];
  if (hasFlag(look, "--region", "--location", "--platform", "--cluster")) return [];
  const [name, ...more] = match.positionals;
  const isOpen = more.length > 0 || (name !== undefined && (name.text === undefined || name.text.includes("/")));
  if (isOpen || name === undefined) return [];
  return [flawOf(look, { flaw: "sh-missing-location", at: headOf(look), words: {} })];
}

/** A deploy that says nothing about who may call the service, where nobody answers. */
export function undecidedAccess(look: Look): readonly Flaw[] {
  const { match, invocation, setting } = look;
  if (match.path !== "run deploy" || !(setting.isUnattended || hasFlag(look, "--quiet", "-q"))) return [];
  if (hasFlag(look, ALLOW, DENY, UNCHECKED, "--invoker-iam-check") || invocation.opaque !== undefined) return [];
  if (match.positionals.length !== 1 || match.positionals[0]?.text === undefined) return [];
  const repairs = [{ title: `Add \`${DENY}\``, edits: appended(look, DENY) }];
  return [flawOf(look, { flaw: "sh-deploy-interactive", at: headOf(look), words: {}, repairs })];
}
