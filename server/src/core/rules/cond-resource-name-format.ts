import { type Comparison, comparisonsOf } from "../conditions/attributes.ts";
import { type Expression, partsIn, soundExpression } from "../conditions/expression.ts";
import { formatsOf } from "../conditions/services.ts";
import { HOLE, nodesIn } from "../conditions/tree.ts";
import { permissionsOf } from "../evidence/cond-permissions.ts";
import { placeIn, repairFixes } from "../evidence/cond-place.ts";
import type { Finding, Fix } from "../model/finding.ts";
import type { Part, Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

interface Flaw {
  readonly message: string;
  /** The text that was meant. */
  readonly meant?: string;
}

/** Written names that no name of a resource begins with. */
function flawOf(text: string, how: Comparison["how"]): Flaw | undefined {
  const behind = text.replace(
    /^(?:https?:)?\/\/[a-z][\w.-]*\.googleapis\.com\/(?:(?:compute|storage|bigquery|sql)?\/?v\d\w*\/)?/,
    "",
  );
  if (behind !== text) return { message: "The name of a resource has no host in front.", meant: behind };
  if (text.includes("*"))
    return { message: "`*` stands for itself in a condition; `startsWith` and `endsWith` compare a part." };
  if (how === "endsWith") return undefined;
  if (/^\/(?:projects|organizations|folders)\//.test(text))
    return { message: "The name of a resource does not begin with `/`.", meant: text.slice(1) };
  const bucket = /^projects\/[^/_]+\/(buckets\/.*)$/.exec(text)?.[1];
  if (bucket !== undefined)
    return {
      message: "Names of buckets begin with `projects/_/buckets/`, whatever their project.",
      meant: `projects/_/${bucket}`,
    };
  return undefined;
}

/** The project of a name, when it should be the number and is the id, or the other way. */
function projectFlaw(text: string, project: readonly Part[]): Flaw | undefined {
  const formats = formatsOf(text.replaceAll(HOLE, "x"));
  if (formats.length === 0 || text.split("/").length < 4) return undefined;
  const wanted = new Set(formats.map((format) => format[1]));
  const [first, ...rest] = project;
  if (wanted.size !== 1 || first === undefined || rest.length > 0) return undefined;
  if (wanted.has("project-number") && isId(first))
    return { message: "Names of this kind have the project's number, not its id." };
  if (wanted.has("project-id") && first.kind === "literal" && /^\d+$/.test(first.text))
    return { message: "Names of this kind have the project's id, not its number." };
  return undefined;
}

const isId = (part: Part): boolean =>
  part.kind === "literal"
    ? /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(part.text)
    : /^(?:data\.)?google_project\.[\w.[\]"-]*\.project_id$|^(?:var|local)\.project_id$/.test(part.text);

/** The place of the project in a name: its second segment. */
function projectRange({ start }: { readonly start: number }, quote: number, text: string) {
  const [collection = "", project = ""] = text.split("/");
  const from = start + quote + collection.length + 1;
  return collection === "projects" ? { start: from, end: from + project.length } : undefined;
}

/** The name behind its project. */
const behindProject = (name: string): string => name.split("/").slice(2).join("/");

/** Whether the same name in another project is compared too, as one who writes both the number and the id does. */
const isHedged = ({ literal }: Comparison, all: readonly Comparison[]): boolean =>
  all.some((other) => other.literal !== literal && behindProject(other.literal.value) === behindProject(literal.value));

function* findings(expression: Expression, comparison: Comparison, all: readonly Comparison[]): Generator<Finding> {
  const { how, literal } = comparison;
  const { start, end } = literal;
  const quote = /^(?:"""|'''|.)/.exec(expression.text.slice(start, end))?.[0] ?? "";
  const inside = { start: start + quote.length, end: end - quote.length };
  const text = expression.text.slice(inside.start, inside.end);
  if (text !== literal.value) return;
  const range = how === "endsWith" ? undefined : projectRange(literal, quote.length, text);
  const flaw = flawOf(text, how);
  if (flaw !== undefined) {
    const { message, meant } = flaw;
    const cut = meant === undefined ? undefined : editTo(text, meant, inside.start);
    const title = `Replace with \`${meant?.replaceAll(HOLE, "…")}\``;
    const fixes = cut === undefined ? [] : repairFixes(expression, { title, edits: [cut] }, "unsafe");
    yield { span: placeIn(expression, literal), message, fixes };
    return;
  }
  const other = range && !isHedged(comparison, all) ? projectFlaw(text, partsIn(expression, range)) : undefined;
  if (range === undefined || other === undefined) return;
  const fixes = numberFixes(expression.value, partsIn(expression, range));
  yield { span: placeIn(expression, range), message: other.message, fixes };
}

/** A project that Terraform knows has its number in another attribute. */
function numberFixes({ slot }: Value, [part]: readonly Part[]): readonly Fix[] {
  if (part?.kind !== "reference" || !/google_project\..*\.project_id$/.test(part.text)) return [];
  const text = part.text.replace(/project_id$/, "number");
  const value: Value = { slot, span: part.span, parts: [part] };
  const number: Part = { kind: "reference", text, span: part.span };
  const title = `Replace with \`${text}\``;
  return [{ title, safety: "unsafe", changes: [{ kind: "replace", value, with: [number] }] }];
}

/** What differs at the front of two texts with one ending. */
function editTo(text: string, meant: string, at: number) {
  let same = 0;
  while (same < Math.min(text.length, meant.length) && text.at(-1 - same) === meant.at(-1 - same)) same++;
  let head = 0;
  while (head < Math.min(text.length, meant.length) - same && text[head] === meant[head]) head++;
  return { start: at + head, end: at + text.length - same, text: meant.slice(head, meant.length - same) };
}

/** A comparison with a whole bucket, which the names of its objects do not equal. */
function onlyBucket(expression: Expression, permissions: readonly string[]): Comparison | undefined {
  const isOr = [...nodesIn(expression.tree)].some((node) => node.kind === "binary" && node.op === "||");
  const onObjects = permissions.some((name) => /^storage\.objects\.(?!list$)/.test(name));
  const onBuckets = permissions.some((name) => /^storage\.(?:buckets\.|objects\.list$)/.test(name));
  if (isOr || !onObjects || onBuckets) return undefined;
  const names = comparisonsOf(expression.tree, "resource.name");
  return names.find(({ how, literal }) => how === "==" && /^projects\/_\/buckets\/[^/]+$/.test(literal.value));
}

export const condResourceNameFormat = defineRule({
  id: "cond-resource-name-format",
  title: "Name of a resource in a form that it never has",
  severity: "warning",
  fix: "unsafe",
  tier: 2,
  since: "0.1.0",
  why: "Conditions compare the name of a resource letter by letter, in a form that differs from service to service: `projects/_/buckets/NAME` for buckets, the project's number for secrets, its id for datasets, and never a host or a wildcard. A name in another form is never met, and the grant gives nothing.",
  how: "Write the name as the documentation lists it for the service. In Terraform `google_project.x.number` and `data.google_project.x.number` give the number.",
  silent:
    "On names and parts of them that are not known, on a name that is compared with the project's number and its id both, on what the list of formats does not tell apart, and on roles that are not known.",
  refs: [
    "https://cloud.google.com/iam/docs/conditions-resource-attributes",
    "https://cloud.google.com/iam/docs/conditions-attribute-reference",
  ],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding, world) {
    const expression = soundExpression(binding.condition);
    if (expression === undefined) return;
    const comparisons = comparisonsOf(expression.tree, "resource.name");
    for (const comparison of comparisons) yield* findings(expression, comparison, comparisons);
    const bucket = onlyBucket(expression, permissionsOf(binding, world) ?? []);
    if (bucket === undefined) return;
    const message = "This is equal for the bucket alone, and the role is about objects, whose names only begin so.";
    yield { span: placeIn(expression, bucket.literal), message };
  },
});
