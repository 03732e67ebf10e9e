import type { Binding, Resource } from "../../../model/facts.ts";
import { type Grant, isAgent } from "../../../model/finding.ts";
import { type TerraformFamily, terraformFamilies } from "../../../model/tables/terraform.ts";
import { literal, type Part, type Value } from "../../../model/value.ts";
import type { Source } from "../../language.ts";
import { fieldOf, iamTypeOf } from "../families.ts";
import { blocksAround } from "../hcl/find.ts";
import type { Block } from "../hcl/tree.ts";
import { attributeOf, treeOf } from "../module.ts";
import { isChanging } from "../target.ts";
import { accountName } from "./account-name.ts";
import { agentIn } from "./agent.ts";
import { blocksOf, namesOf } from "./blocks.ts";
import { isMovable, isRepeatable, referencesOf, settled } from "./movable.ts";
import { freeName, nameFrom } from "./naming.ts";
import { argument, type NewBlock, type Row, writeExpression } from "./style.ts";

const DEFAULT_ACCOUNT = "google_compute_default_service_account";

/** A new block, and the type that it has. */
interface Target {
  readonly base: string;
  readonly rows: readonly Row[];
  /** A block that has to stand before it. */
  readonly lookup?: NewBlock;
}

/** What a grant adds to a module. */
export interface PlannedGrant {
  /** The outermost block that holds the statement before. */
  readonly beside: Block;
  /** New blocks, in the order in which they are to stand; the last one grants. */
  readonly blocks: readonly NewBlock[];
}

/** The blocks of a new grant behind the block of `after`; `undefined` where the resource cannot be named there. */
export function planGrant(after: Binding, wanted: Grant, source: Source): PlannedGrant | undefined {
  const agent = isAgent(wanted.member) ? agentIn(wanted.member, source) : undefined;
  const member = agent?.member ?? (isAgent(wanted.member) ? undefined : wanted.member);
  if (member === undefined) return undefined;
  const grant = settledGrant({ ...wanted, member });
  const beside = blocksAround(treeOf(source).body, after.span)[0];
  if (beside === undefined || !canMove(after, grant)) return undefined;
  const target = targetOf(beside, grant.resource, source);
  if (target === undefined) return undefined;
  const type = `${target.base}_iam_member`;
  const name = freeName(nameFrom(grant.name), namesOf(type, source));
  const rows = [
    ...metaRows(beside, grant, source.text),
    ...target.rows,
    argument("role", writeExpression([literal(grant.role)])),
    argument("member", writeExpression(grant.member.parts)),
  ];
  const before = [agent?.declaration, target.lookup].filter((one) => one !== undefined);
  return { beside, blocks: [...before, { kind: "resource", type, name, rows }] };
}

/** A grant whose member is an expression. */
type Written = Grant & { readonly member: Value };

const settledGrant = (grant: Written): Written => ({
  ...grant,
  member: settled(grant.member),
  resource: {
    ...grant.resource,
    fields: Object.fromEntries(Object.entries(grant.resource.fields).map(([field, value]) => [field, settled(value)])),
  },
});

function canMove(after: Binding, { member, resource }: Written): boolean {
  return isRepeatable([member], after) && isMovable(Object.values(resource.fields), after);
}

/** `for_each` or `count` of the block, when the member needs it, and its `provider`. */
function metaRows(block: Block, { member }: Written, text: string): readonly Row[] {
  const copy = (name: string): readonly Row[] => {
    const attribute = attributeOf(block, name);
    return attribute === undefined
      ? []
      : [{ text: `  ${name} = ${text.slice(attribute.value.start, attribute.value.end)}` }];
  };
  const meta = referencesOf([member]).some(isChanging) ? [...copy("for_each"), ...copy("count")] : [];
  const rows = [...meta, ...copy("provider")];
  return rows.length === 0 ? [] : [...rows, { text: "" }];
}

function targetOf(block: Block, resource: Resource, source: Source): Target | undefined {
  if (resource.type === "iam.serviceAccounts") return accountTarget(resource, source);
  const own = iamTypeOf(block.labels[0]?.text ?? "")?.base;
  const usable = Object.entries(terraformFamilies).flatMap(([base, family]) => {
    const rows = isUsable(family, resource) ? argumentsOf(family, resource) : undefined;
    return rows === undefined ? [] : [{ base, rows }];
  });
  return usable.find(({ base }) => base === own) ?? onlyOne(usable);
}

const isUsable = (family: TerraformFamily, { type, fields }: Resource): boolean =>
  family.type === type &&
  family.kinds.includes("member") &&
  family.beta !== true &&
  family.removed !== true &&
  Object.keys(fields).every((field) => Object.keys(family.args).some((name) => fieldOf(family, name) === field));

/** The newer generation of two families, or the one that is not regional; any other choice would be a guess. */
function onlyOne(families: readonly Target[]): Target | undefined {
  if (families.length <= 1) return families[0];
  const newer = families.filter(({ base }) => /v2|functions2/.test(base));
  const plain = families.filter(({ base }) => !base.includes("region"));
  return newer.length === 1 ? newer[0] : plain.length === 1 ? plain[0] : undefined;
}

/** The arguments that identify the resource; `undefined` when a required one is not known. */
function argumentsOf(family: TerraformFamily, { fields }: Resource): readonly Row[] | undefined {
  const rows: Row[] = [];
  for (const [name, need] of Object.entries(family.args)) {
    const value = fields[fieldOf(family, name)];
    if (value === undefined && need === "required") return undefined;
    if (value !== undefined) rows.push(argument(name, writeExpression(value.parts)));
  }
  return rows;
}

function accountTarget({ fields }: Resource, source: Source): Target {
  const base = "google_service_account";
  if (fields.name !== undefined) return { base, rows: [idRow(accountName(fields.name))] };
  const project = fields.project && writeExpression(fields.project.parts);
  const existing = defaultLookup(project, source);
  const name = existing ?? freeName("default", namesOf(DEFAULT_ACCOUNT, source));
  const rows = [argument("service_account_id", `data.${DEFAULT_ACCOUNT}.${name}.name`)];
  if (existing !== undefined) return { base, rows };
  const lookupRows = project === undefined ? [] : [argument("project", project)];
  return { base, rows, lookup: { kind: "data", type: DEFAULT_ACCOUNT, name, rows: lookupRows } };
}

const idRow = (parts: readonly Part[]): Row => argument("service_account_id", writeExpression(parts));

/** Name of a data block of the module that looks up the default account of the same project. */
function defaultLookup(project: string | undefined, source: Source): string | undefined {
  for (const { text, block } of blocksOf(DEFAULT_ACCOUNT, source)) {
    const own = attributeOf(block, "project")?.value;
    const written = own && text.slice(own.start, own.end);
    const isSingle = ["for_each", "count", "provider"].every((name) => attributeOf(block, name) === undefined);
    if (written === project && isSingle) return block.labels[1]?.text;
  }
  return undefined;
}
