import type { Fact } from "../../../model/facts.ts";
import type { Value } from "../../../model/value.ts";
import type { Env } from "../env.ts";
import { knownText } from "../folded.ts";
import type { Block } from "../hcl/tree.ts";
import { type Instance, instancesOf, isAbsentBlock } from "../iteration.ts";
import { attributeOf, type LocatedBlock, unitOf } from "../module.ts";
import { readOpaqueCall } from "../opaque-call.ts";
import { Reader } from "../reading.ts";
import { readAccounts, readCustomRoles, readRoleModule } from "./accounts.ts";
import type { Call } from "./call.ts";
import { readShapeFlaws } from "./flaws.ts";
import { readAllGrants } from "./grants.ts";
import { membersOf } from "./members.ts";
import type { Shape } from "./shape.ts";
import { shapeOfCall } from "./source-of-call.ts";
import { placesAt } from "./walk.ts";
import { readWorkload } from "./workload.ts";

/** Whether a call is surely one of a known module, whose table tells more than its own code would. */
export const isKnownCall = ({ block, source }: LocatedBlock): boolean => shapeOfCall(block, source)?.isSure === true;

/** Facts of a call of a known module; `undefined` for any other. */
export function readKnownCall(
  name: string,
  { block, source }: LocatedBlock,
  outer: Env,
  made: Value[],
): readonly Fact[] | undefined {
  const found = shapeOfCall(block, source);
  if (found === undefined) return undefined;
  const env = { ...outer, source };
  if (isAbsentBlock(block, env)) return [];
  const calls = instancesOf(block, env).flatMap((instance) => callOf(block, instance, env, found.shape, made) ?? []);
  if (!found.isSure && !calls.every((call) => looksThePart(call, found.shape))) return undefined;
  const facts = calls.flatMap((call) => readCall(call, found.shape));
  return found.shape.grantsMore === true ? [...facts, readOpaqueCall(name, { block, source }, env, made)] : facts;
}

function callOf(
  block: Block,
  { env, key, repeated }: Instance,
  outer: Env,
  shape: Shape,
  made: Value[],
): Call | undefined {
  const label = block.labels[0]?.text;
  if (label === undefined) return undefined;
  const isOne = attributeOf(block, "for_each") === undefined && attributeOf(block, "count") === undefined;
  const each = attributeOf(block, "count") === undefined ? "[each.key]" : "[count.index]";
  const index = isOne ? "" : key === "" && !repeated && each === "[count.index]" ? "[0]" : key || each;
  return {
    name: `module.${label}${key}`,
    written: `module.${label}${index}`,
    reader: new Reader(block, { ...env, source: outer.source }, made),
    repeated,
    account: shape.account,
    sources: new Map(unitOf(outer.source).map((source) => [source.uri, source])),
  };
}

function readCall(call: Call, shape: Shape): readonly Fact[] {
  for (const path of shape.members ?? []) {
    for (const { folded } of placesAt(call, path, "member")) membersOf(folded, call);
  }
  return [
    ...(shape.account === undefined ? [] : readAccounts(call, shape.account)),
    ...(shape.workload === undefined ? [] : [readWorkload(call, shape.workload)]),
    ...(shape.customRoles === undefined ? [] : readCustomRoles(call, shape.customRoles)),
    ...(shape.customRole === true ? readRoleModule(call) : []),
    ...readAllGrants(call, shape.grants),
    ...readShapeFlaws(call, shape.grants),
  ];
}

/** How a role and a principal begin where they are keys. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  "members-by-role": /^(?:(?:roles|projects|organizations)\/|\$)/,
  "roles-by-member": /^(?:\$|\w+:)/,
};

/** Whether the arguments of a module that only its folder's name tells are written as those of the known one. */
function looksThePart(call: Call, shape: Shape): boolean {
  return shape.grants.every(({ at, form }) => {
    const pattern = BEGINNINGS[form];
    if (pattern === undefined) return true;
    return placesAt(call, at, "role").every(
      ({ folded }) =>
        folded.kind !== "mapping" ||
        folded.entries.every(({ key }) => {
          const text = knownText(key);
          return text === undefined || pattern.test(text);
        }),
    );
  });
}
