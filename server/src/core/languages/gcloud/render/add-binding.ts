import type { Binding, Resource } from "../../../model/facts.ts";
import { type AgentMember, type Change, type Grant, isAgent } from "../../../model/finding.ts";
import { type GcloudCommand, gcloudCommands } from "../../../model/tables/gcloud.ts";
import type { Value } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import { FLAGS_OF_NO_RESOURCE, LOCATION_FLAGS } from "../command-line.ts";
import { invocationOf } from "../invocation.ts";
import type { ReadSource } from "../reading.ts";
import { newReading } from "../shell/rounds.ts";
import type { Command } from "../shell/script.ts";
import { commandAt } from "./command-at.ts";
import { behind, type Insertion, newlineNear } from "./insertion.ts";
import { piecesOfValue, type Site } from "./pieces.ts";
import { type Piece, quoted } from "./quote.ts";
import { PLAIN_STYLE, type Style, styleOf } from "./style.ts";

/** Writes a command line that grants a role, behind the statement of another one and in its style. */
export function renderAddBinding(
  { after, grant }: Extract<Change, { kind: "add-binding" }>,
  read: ReadSource,
): readonly Edit[] | undefined {
  const { source, script } = read;
  const command = commandAt(script, after.span.start, source.text);
  if (command === undefined) return undefined;
  const invocation = invocationOf(command, newReading(script, source.uri));
  const place = behind(source.text, command.line);
  const style = invocation === undefined ? PLAIN_STYLE : styleOf(invocation, read);
  const words = wordsOf(grant, after, style, new Writer(read, siteOf(command, place)));
  if (words === undefined) return undefined;
  const newline = newlineNear(source.text, command.node.pos);
  const line = place.indent + laidOut(words, style, place.indent);
  const isLast = place.offset > 0 && source.text[place.offset - 1] !== "\n";
  const span = { uri: source.uri, start: place.offset, end: place.offset };
  return [{ span, text: isLast ? newline + line : line + newline }];
}

const siteOf = ({ block }: Command, { offset }: Insertion): Site => ({ offset, block });

/** The command itself, then its flags. */
type Words = readonly [string, ...string[]];

const laidOut = ([command, ...flags]: Words, { breaks }: Style, indent: string): string =>
  [command, ...flags].join(breaks === undefined ? " " : `${breaks.head}${indent}${breaks.indent}`);

/** Values as pieces for the place where the command line goes. */
class Writer {
  readonly #read: ReadSource;
  readonly #site: Site;

  constructor(read: ReadSource, site: Site) {
    this.#read = read;
    this.#site = site;
  }

  pieces(value: Value): readonly Piece[] | undefined {
    return piecesOfValue(value, this.#read, this.#site);
  }

  assigns(variable: string): boolean {
    return this.#read.script.definitions.get(variable)?.some(({ at }) => at <= this.#site.offset) ?? false;
  }
}

function wordsOf(grant: Grant, after: Binding, style: Style, writer: Writer): Words | undefined {
  const { type } = grant.resource;
  const command = type === undefined ? undefined : commandFor(type);
  const { member: who } = grant;
  const member = isAgent(who) ? agentPieces(who, after, writer) : writer.pieces(who);
  if (command === undefined || member === undefined) return undefined;
  const name = nameOf(grant.resource, after, writer);
  const positional = command.row.positionals[0];
  if (positional !== undefined && name === undefined) return undefined;
  const flags = resourceFlags(grant.resource, command.row, style, writer);
  if (flags === undefined) return undefined;
  const start = [
    style.start,
    ...trackOf(command.row),
    command.path,
    ...(positional && name ? [quoted(name, style.quotes.name)] : []),
  ];
  const both = [
    `--member${style.assign}${quoted(member, style.quotes.member)}`,
    `--role${style.assign}${quoted([{ text: grant.role }], style.quotes.role)}`,
  ];
  const kept = style.kept.filter((flag) => !flag.startsWith("--condition") || "--condition" in command.row.flags);
  return [start.join(" "), ...(style.roleFirst ? both.reverse() : both), ...flags, ...kept];
}

/** The plainest command that grants roles on a type of resource: of the shortest path, released for general use. */
function commandFor(type: string): { readonly path: string; readonly row: GcloudCommand } | undefined {
  const rows = Object.entries(gcloudCommands).map(([path, row]) => ({ path, row }));
  const rank = ({ path, row }: { path: string; row: GcloudCommand }) =>
    path.length + (row.tracks.includes("ga") ? 0 : 100);
  return rows
    .filter(({ row }) => row.type === type && row.verb === "add-iam-policy-binding")
    .sort((a, b) => rank(a) - rank(b))[0];
}

const trackOf = ({ tracks }: GcloudCommand): readonly string[] => {
  if (tracks.length === 0 || tracks.includes("ga")) return [];
  return [tracks.includes("beta") ? "beta" : "alpha"];
};

const ACCOUNT_NAME = /^(?:serviceAccount:|(?:\/\/iam\.googleapis\.com\/)?projects\/[^/]*\/serviceAccounts\/)/;

function nameOf({ type, fields }: Resource, after: Binding, writer: Writer): readonly Piece[] | undefined {
  const pieces = fields.name === undefined ? undefined : writer.pieces(fields.name);
  const [first, ...rest] = pieces ?? [];
  if (type === "iam.serviceAccounts") {
    if (fields.name === undefined) return defaultAccount(fields.project ?? projectOf(after), writer);
    if (first === undefined || !("text" in first)) return pieces;
    return [{ text: first.text.replace(ACCOUNT_NAME, "") }, ...rest];
  }
  const isBucket = type === "storage.buckets" && first !== undefined;
  return isBucket && !("text" in first && first.text.startsWith("gs://"))
    ? [{ text: "gs://" }, first, ...rest]
    : pieces;
}

const projectOf = ({ resource: { type, fields } = { fields: {} } }: Partial<Binding>): Value | undefined =>
  type === "resourcemanager.projects" ? fields.name : fields.project;

/** What scripts call the number of a project. */
const NUMBER = "PROJECT_NUMBER";

function agentPieces({ domain, project }: AgentMember, after: Binding, writer: Writer): readonly Piece[] | undefined {
  const number = numberOf(project ?? projectOf(after), writer);
  return number && [{ text: "serviceAccount:service-" }, number, { text: domain }];
}

/** The default service account of Compute Engine has the number of its project in its name. */
function defaultAccount(project: Value | undefined, writer: Writer): readonly Piece[] | undefined {
  const number = numberOf(project, writer);
  return number && [number, { text: "-compute@developer.gserviceaccount.com" }];
}

function numberOf(project: Value | undefined, writer: Writer): Piece | undefined {
  if (writer.assigns(NUMBER)) return { expansion: `\${${NUMBER}}` };
  const pieces = project === undefined ? undefined : writer.pieces(project);
  if (pieces === undefined) return undefined;
  return { expansion: `$(gcloud projects describe ${quoted(pieces, "")} --format='value(projectNumber)')` };
}

/** Flags that say which resource is meant; `undefined` when one of them cannot be written. */
function resourceFlags(
  { type, fields }: Resource,
  { flags }: GcloudCommand,
  style: Style,
  writer: Writer,
): readonly string[] | undefined {
  const given: [string, Value | undefined][] = Object.keys(flags)
    .filter((flag) => !FLAGS_OF_NO_RESOURCE.has(flag) && flags[flag] !== "switch")
    .map((flag) => [flag, fields[LOCATION_FLAGS.includes(flag) ? "location" : flag.slice(2).replaceAll("-", "_")]]);
  if (type !== "resourcemanager.projects" && type !== "iam.serviceAccounts") given.push(["--project", fields.project]);
  const written: string[] = [];
  for (const [flag, value] of given) {
    if (value === undefined) continue;
    const pieces = writer.pieces(value);
    if (pieces === undefined) return undefined;
    written.push(`${flag}${style.assign}${quoted(pieces, "")}`);
  }
  return written;
}
