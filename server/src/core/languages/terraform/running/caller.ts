import type { Caller } from "../../../model/facts.ts";
import { known, type Reference, type Value } from "../../../model/value.ts";
import { optional } from "../bindings.ts";
import { instancesOf } from "../iteration.ts";
import { attributeOf, type Declaration } from "../module.ts";
import { type Reader, statementOf } from "../reading.ts";
import { CALLERS, type CallerShape } from "./caller-table.ts";
import { blocksAt, splitPath, valuesAt } from "./places.ts";
import type { Path } from "./workload-table.ts";

/** Facts of a resource that calls others, one for each instance; none for any other type. */
export function readCallers(declaration: Declaration, outer: Reader): readonly Caller[] {
  const shape = Object.hasOwn(CALLERS, declaration.type) ? CALLERS[declaration.type] : undefined;
  if (shape === undefined) return [];
  return instancesOf(declaration.block, outer.env).flatMap(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    if (shape.when !== undefined && blocksAt(reader, shape.when).length === 0) return [];
    const statement = statementOf(declaration, env, key);
    const { identity, token } = identityOf(reader, shape);
    const [target] = valuesAt(reader, shape.targets, "text");
    return [
      {
        kind: "caller",
        ...statement,
        type: shape.type,
        ...optional("project", reader.value("project", "resource")),
        ...optional("identity", identity ?? ownIdentity(shape, declaration, statement)),
        ...optional("token", token),
        ...optional("target", target && named(target)),
        ...(shape.body !== undefined && isOverriding(reader, shape.body) ? { overrides: true as const } : {}),
        ...optional("event", shape.events === undefined ? undefined : eventOf(reader, shape.events)),
      },
    ];
  });
}

function identityOf(reader: Reader, { tokens, identity }: CallerShape): Pick<Caller, "identity" | "token"> {
  const [account] = identity === undefined ? [] : valuesAt(reader, [identity], "account");
  if (account !== undefined) return { token: "oidc", identity: account };
  if (tokens === undefined) return {};
  for (const token of ["oidc", "oauth"] as const) {
    const [block] = tokens[token] === undefined ? [] : blocksAt(reader, tokens[token]);
    if (block !== undefined) return { token, ...optional("identity", block.value(tokens.identity, "account")) };
  }
  return {};
}

/** Whether the body of a call speaks of overrides, encoded or not. */
function isOverriding(reader: Reader, body: Path): boolean {
  const { blocks, name } = splitPath(body);
  return blocksAt(reader, blocks).some(({ block, env }) => {
    const value = attributeOf(block, name)?.value;
    return value !== undefined && /\boverrides\b/.test(env.source.text.slice(value.start, value.end));
  });
}

const eventOf = (reader: Reader, path: Path): Value | undefined =>
  blocksAt(reader, path)
    .find((block) => known(block.value("attribute", "text")) === "type")
    ?.value("value", "text");

/** What Google makes for the resource; it is written nowhere, so its place is the head and nothing can fill it. */
function ownIdentity(
  { ownIdentity: attribute }: CallerShape,
  { name }: Declaration,
  { head, address = "" }: Pick<Caller, "head" | "address">,
): Value | undefined {
  if (attribute === undefined) return undefined;
  const reference: Reference = {
    kind: "reference",
    text: `${name}.${attribute}`,
    span: head,
    target: { address, attribute },
  };
  return { slot: "text", span: head, parts: [reference] };
}

/** Attributes that hold the address at which a workload is called. */
const ADDRESS = /^(?:uri|url|urls\[0\]|status(?:\[0\]|\.0)\.url|service_config(?:\[0\]|\.0)\.uri|https_trigger_url)$/;

/** The reference to the workload whose address a target begins with; whatever path stands behind does not matter. */
function named(target: Value): Value {
  const [first, ...rest] = target.parts;
  const isAddress = first?.kind === "reference" && first.target !== undefined && ADDRESS.test(first.target.attribute);
  return isAddress && rest.length > 0 ? { ...target, parts: [first] } : target;
}
