import type { Word as SyntaxWord } from "unbash";
import type { Binding, Resource } from "../../model/facts.ts";
import { literal, type Value } from "../../model/value.ts";
import { wordsFrom } from "./invocation.ts";
import { decoded } from "./shell/decoded.ts";
import { knownText, spanOf, toValue } from "./shell/fold.ts";
import { spread } from "./shell/lists.ts";
import type { Reading } from "./shell/rounds.ts";
import type { Command } from "./shell/script.ts";
import { cut, type Fragment, textOf, whole } from "./shell/word.ts";

/** What a role without `roles/` in its name begins with. */
export const STORAGE_ROLES = "roles/storage.";
/** A command for more than this many buckets is data. */
const MOST = 50;
const PUBLIC = /^all(?:Authenticated)?Users$/i;

/** `gsutil iam ch` with its parts. */
export interface GsutilCommand {
  readonly program: SyntaxWord;
  readonly verb: SyntaxWord;
  /** `MEMBER:ROLE,ROLE`. */
  readonly grants: readonly Grant[];
  readonly urls: readonly Fragment[];
  /** Flags behind the verb, `-d` apart. */
  readonly flags: readonly string[];
}

/** Reads a command as `gsutil iam ch`; `undefined` when it is something else. */
export function gsutilCommand(command: Command, reading: Reading): GsutilCommand | undefined {
  const [program, ...rest] = wordsFrom("gsutil", command, reading) ?? [];
  const iam = rest.findIndex(({ text }) => text === "iam");
  const verb = rest[iam + 1];
  if (program === undefined || iam < 0 || verb?.text !== "ch") return undefined;
  const words = rest.slice(iam + 2).flatMap((word) => {
    const fragment = whole(decoded(word, reading.script, command.block));
    return spread(fragment, reading) ?? [fragment];
  });
  return { program, verb, ...sorted(words, reading) };
}

/**
 * The bindings of `gsutil iam ch MEMBER:ROLE… gs://…`, one for each role and bucket; `undefined` when a command is something else.
 * A role without its prefix reads with it; its span is what is written.
 */
export function gsutilBindings(command: Command, reading: Reading): readonly Binding[] | undefined {
  const read = gsutilCommand(command, reading);
  if (read === undefined) return undefined;
  const { program, verb, grants, urls } = read;
  const statement = {
    kind: "binding",
    span: { uri: reading.uri, start: command.node.pos, end: command.node.end },
    head: { uri: reading.uri, start: program.pos, end: verb.end },
    source: "gsutil iam ch",
    scope: reading.uri,
    authority: "member",
  } as const;
  const resources = urls.slice(0, MOST).map((url) => resourceOf(url, reading));
  return resources.flatMap((resource) =>
    grants.slice(0, MOST).flatMap(({ effect, fragment }) =>
      rolesIn(fragment, reading).map(({ member, role }) => ({
        effect,
        resource,
        ...statement,
        ...(role && { role: resource.type === undefined ? role : { resourceType: resource.type, ...role } }),
        members: [member],
        complete: true,
      })),
    ),
  );
}

/** One argument, behind a `-d` or not. */
interface Grant {
  readonly effect: Binding["effect"];
  readonly fragment: Fragment;
}

/** Bindings, each behind a `-d` that takes it away, buckets and other flags. */
function sorted(words: readonly Fragment[], reading: Reading): Pick<GsutilCommand, "grants" | "urls" | "flags"> {
  const grants: Grant[] = [];
  const urls: Fragment[] = [];
  const flags: string[] = [];
  let effect: Binding["effect"] = "grant";
  for (const word of words) {
    const text = textOf(word);
    const isUrl = text.startsWith("gs://") || (knownText(word, reading) ?? "").startsWith("gs://");
    if (text === "-d") effect = "revoke";
    else if (text.startsWith("-")) flags.push(text);
    else if (isUrl || !text.includes(":")) urls.push(word);
    else {
      grants.push({ effect, fragment: word });
      effect = "grant";
    }
  }
  return { grants, urls, flags };
}

/** A bucket, or an object in one; where it is not known which, without a type. */
function resourceOf(url: Fragment, reading: Reading): Resource {
  const name = toValue(url, "resource", reading);
  const [, path] = /^gs:\/\/[^/]+(?:\/(.*))?$/s.exec(textOf(url)) ?? [];
  const isBucket = path === undefined || path === "";
  return { fields: { name }, ...(textOf(url).startsWith("gs://") && isBucket && { type: "storage.buckets" }) };
}

interface MemberRole {
  readonly member: Value;
  readonly role: Value | undefined;
}

/** `MEMBER:ROLE,ROLE`; behind `-d` the roles may be missing. */
function rolesIn(fragment: Fragment, reading: Reading): readonly MemberRole[] {
  const text = textOf(fragment);
  const colon = text.lastIndexOf(":");
  const isBare = text.indexOf(":") === colon && !PUBLIC.test(text.slice(0, colon));
  const end = isBare ? fragment.to : fragment.from + colon;
  const member = toValue(cut(fragment, fragment.from, end), "member", reading);
  if (isBare) return [{ member, role: undefined }];
  return listed(cut(fragment, end + 1)).map((item) => ({ member, role: roleOf(item, reading) }));
}

function listed(fragment: Fragment): readonly Fragment[] {
  let at = fragment.from;
  return textOf(fragment)
    .split(",")
    .map((item) => {
      const from = at;
      at += item.length + 1;
      return cut(fragment, from, from + item.length);
    });
}

function roleOf(fragment: Fragment, reading: Reading): Value {
  const value = toValue(fragment, "role", reading);
  const [first] = value.parts;
  const isShort = first?.kind === "literal" && !first.text.includes("roles/");
  const parts = isShort ? [literal(STORAGE_ROLES + first.text), ...value.parts.slice(1)] : value.parts;
  return { ...value, span: value.uses === undefined ? spanOf(fragment, reading) : value.span, parts };
}
