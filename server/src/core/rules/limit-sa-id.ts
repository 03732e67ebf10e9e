import { hasStandIn } from "../evidence/unknown-marks.ts";
import type { Fix } from "../model/finding.ts";
import { known, literal, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const SHORTEST = 6;
const LONGEST = 30;
/** Ids of the default accounts, which are imported at most. */
const OF_GOOGLE = /^\d+-compute$/;
const FORM = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;

/** What is wrong with an id, also where only a part of it is known. */
function problem(id: Value): string | undefined {
  const text = known(id);
  const literals = id.parts.map((part) => (part.kind === "literal" ? part.text : "")).join("");
  const foreign = /[^-a-z0-9]/.exec(literals)?.[0];
  if (foreign !== undefined)
    return /[A-Z]/.test(foreign)
      ? "since it takes lower-case letters only"
      : `since \`${foreign}\` cannot be part of it`;
  if (literals.length > LONGEST) return `since it has more than ${LONGEST} characters`;
  if (text === undefined || !isWrittenSo(id, text)) return undefined;
  if (text.length < SHORTEST) return `since it has less than ${SHORTEST} characters`;
  return FORM.test(text) ? undefined : "since it starts with a letter and ends with a letter or digit";
}

/** Whether the text stands there as it reads: one that is put together may get more from a value that is still to be filled in. */
const isWrittenSo = ({ span }: Value, text: string): boolean => span.end - span.start === text.length;

function inForm(id: Value): readonly Fix[] {
  const text = known(id)?.toLowerCase().replaceAll(/[_. ]/g, "-");
  if (text === undefined || text === known(id) || text.length < SHORTEST || text.length > LONGEST || !FORM.test(text))
    return [];
  return [
    {
      title: `Replace with \`${text}\``,
      safety: "unsafe",
      changes: [{ kind: "replace", value: id, with: [literal(text)] }],
    },
  ];
}

export const limitSaId = defineRule({
  id: "limit-sa-id",
  title: "Invalid id of a service account",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "The id of a service account, the part of its e-mail address before the `@`, has 6 to 30 lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen.",
  how: "Choose an id of that form.",
  silent:
    "On accounts that are looked up, on ids of which what is known is in order, and on words that are to be filled in.",
  refs: ["https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create"],
  options: {},
  on: "service-account",
  applies: ({ accountId, source }) => accountId !== undefined && !/(?:^|\.)data\./.test(source),
  *check({ accountId }) {
    if (accountId === undefined || accountId.parts.length === 0 || hasStandIn(accountId)) return;
    const found = OF_GOOGLE.test(known(accountId) ?? "") ? undefined : problem(accountId);
    if (found === undefined) return;
    const shown = known(accountId);
    const what = shown === undefined ? "This" : `\`${shown}\``;
    yield {
      span: accountId.span,
      message: `${what} is no id for a service account, ${found}.`,
      fixes: inForm(accountId),
    };
  },
});
