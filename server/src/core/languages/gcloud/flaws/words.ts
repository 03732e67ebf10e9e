import type { Flaw, Repair } from "../../../model/facts.ts";
import { known } from "../../../model/value.ts";
import { MEMBER_FLAGS } from "../command-line.ts";
import { flagOf } from "../invocation.ts";
import { toValue } from "../shell/fold.ts";
import { type Fragment, rangeOf, type Segment } from "../shell/word.ts";
import { flawOf, type Look, put } from "./look.ts";

const VARIABLE = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})/;
/** A variable in single quotes: gcloud gets its name. */
export function quotedVariables(look: Look): readonly Flaw[] {
  const { invocation, match, setting } = look;
  const { script } = look.reading;
  if (setting.isTemplate) return [];
  const values = [flagOf(invocation, MEMBER_FLAGS)?.value, flagOf(invocation, ["--role"])?.value];
  return [...values, match.positionals[0]?.fragment].flatMap((fragment) => {
    const segment = fragment && singleQuoted(fragment);
    if (segment === undefined) return [];
    const { open, close, start, end } = segment;
    const written = script.text.slice(start, end);
    const [variable] = VARIABLE.exec(written) ?? [];
    const isReplaced = script.expandedScripts.some((one) => one.start <= open && close <= one.end);
    if (variable === undefined || isReplaced) return [];
    const repairs: readonly Repair[] = /["`\\]/.test(written)
      ? []
      : [{ title: "Use double quotes", edits: [put(look, open, close, `"${written}"`)] }];
    return [flawOf(look, { flaw: "sh-quote-expansion", at: { start, end }, words: { variable }, repairs })];
  });
}

const singleQuoted = ({ word, uses }: Fragment): Segment | undefined =>
  uses === undefined ? word.segments.find(({ quote, open }) => quote === "'" && open >= word.start) : undefined;

/** What gcloud takes for an account: an address or its number. */
const ACCOUNT = /^(?:.+@.+\..+|[0-9]+)$/;

/** The name of a service account in place of its address. */
export function wrongAccount(look: Look): readonly Flaw[] {
  const { match, invocation, reading } = look;
  const argument = /^iam service-accounts \S+-iam-policy(?:-binding)?$/.test(match.path)
    ? match.positionals[0]
    : undefined;
  if (argument === undefined || invocation.opaque !== undefined) return [];
  const value = toValue(argument.fragment, "account", reading);
  const text = known(value);
  if (text === undefined || text === "" || ACCOUNT.test(text) || !/^[\w./:-]+$/.test(text)) return [];
  const project = flagOf(invocation, ["--project"])?.value;
  const inProject = project && known(toValue(project, "resource", reading));
  const isName = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(text) && /^[a-z][a-z0-9-]+$/.test(inProject ?? "");
  const address = `${text}@${inProject}.iam.gserviceaccount.com`;
  const isHere = value.uses === undefined && value.span.uri === reading.uri;
  const repairs =
    isName && isHere
      ? [{ title: `Replace with ${address}`, edits: [put(look, value.span.start, value.span.end, address)] }]
      : [];
  return [
    flawOf(look, {
      flaw: "sh-sa-target",
      at: isHere ? value.span : rangeOf(argument.fragment),
      words: { name: text },
      repairs,
    }),
  ];
}
