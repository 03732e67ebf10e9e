import type { Workload } from "../../../model/facts.ts";
import type { Change } from "../../../model/finding.ts";
import { known } from "../../../model/value.ts";
import type { Edit } from "../../../text/edit.ts";
import { flagOf, type Invocation, invocationOf } from "../invocation.ts";
import type { ReadSource } from "../reading.ts";
import { newReading } from "../shell/rounds.ts";
import type { Command } from "../shell/script.ts";
import { indentAt, lineStart, newlineNear } from "./insertion.ts";
import { piecesOfValue } from "./pieces.ts";
import { type Piece, quoted } from "./quote.ts";
import { type Style, styleOf } from "./style.ts";

/** Writes a command that makes an account in front of the one that deploys, which gets a flag that names it. */
export function renderOwnIdentity(
  { workload, account }: Extract<Change, { kind: "own-identity" }>,
  read: ReadSource,
): readonly Edit[] | undefined {
  const { command, invocation } = commandOf(workload, read) ?? {};
  if (command === undefined || invocation === undefined || !command.alone || workload.identity !== undefined)
    return undefined;
  const { text, uri } = read.source;
  const style = styleOf(invocation, read);
  const start = lineStart(text, command.node.pos);
  const project = projectOf(workload, command, read);
  if (text.slice(start, command.node.pos).trim() !== "" || project === undefined) return undefined;
  const named =
    flagOf(invocation, ["--project"]) === undefined ? "" : ` --project${style.assign}${quoted(project, "")}`;
  const made = `${style.start} iam service-accounts create ${account}${named}`;
  const email = quoted([{ text: `${account}@` }, ...project, { text: ".iam.gserviceaccount.com" }], "");
  const end = lastEnd(command);
  return [
    { span: { uri, start, end: start }, text: indentAt(text, command.node.pos) + made + newlineNear(text, start) },
    {
      span: { uri, start: end, end },
      text: appended(`--service-account${style.assign}${email}`, command, style, text),
    },
  ];
}

/** Writes the flag that switches the check off for the one that lets everyone in by a grant. */
export function renderSkipInvokerCheck(
  { workload }: Extract<Change, { kind: "skip-invoker-check" }>,
  { source }: ReadSource,
): readonly Edit[] | undefined {
  const flag = workload.settings?.public?.span;
  if (flag === undefined || source.text.slice(flag.start, flag.end) !== "--allow-unauthenticated") return undefined;
  return [{ span: flag, text: "--no-invoker-iam-check" }];
}

function commandOf(
  { span }: Workload,
  { script, source }: ReadSource,
): { readonly command: Command; readonly invocation: Invocation } | undefined {
  const command = script.commands.find(({ node }) => node.pos === span.start);
  const invocation = command && invocationOf(command, newReading(script, source.uri));
  return command === undefined || invocation === undefined ? undefined : { command, invocation };
}

/** What scripts call the id of a project. */
const PROJECTS = ["PROJECT_ID", "PROJECT", "GOOGLE_CLOUD_PROJECT"];

/** The project of the command: as its flag says, by a variable of the script, or as gcloud has it. */
function projectOf({ project }: Workload, command: Command, read: ReadSource): readonly Piece[] | undefined {
  const site = { offset: command.node.pos, block: command.block };
  if (project !== undefined)
    return (
      piecesOfValue(project, read, site) ??
      (known(project) === undefined ? undefined : [{ text: known(project) ?? "" }])
    );
  const own = PROJECTS.find((name) => read.script.definitions.get(name)?.some(({ at }) => at <= site.offset));
  return [{ expansion: own === undefined ? "$(gcloud config get-value project)" : `\${${own}}` }];
}

const lastEnd = ({ node }: Command): number => node.suffix.at(-1)?.end ?? node.end;

/** A flag behind the last word of a command, on a line of its own where the others have theirs. */
function appended(flag: string, { node }: Command, { breaks }: Style, text: string): string {
  return breaks === undefined ? ` ${flag}` : breaks.head + indentAt(text, node.pos) + breaks.indent + flag;
}
