import type { Env } from "./env.ts";
import { type Entry, type Folded, knownText, type Mapping } from "./folded.ts";
import type { Expression, ObjectExpression } from "./hcl/tree.ts";

type Fold = (expression: Expression, env: Env) => Folded;

/** The value as a variable of a type holds it: attributes that are optional and not given are null or have their default. */
export function converted(folded: Folded, type: Expression | undefined, env: Env, fold: Fold): Folded {
  if (type?.kind !== "call") return folded;
  const [inner] = type.items;
  switch (type.name) {
    case "optional":
      return converted(folded, inner, env, fold);
    case "map":
      return folded.kind === "mapping" ? mapValues(folded, inner, env, fold) : folded;
    case "list":
    case "set": {
      if (folded.kind !== "sequence") return folded;
      const items = folded.items.map((item) => converted(item, inner, env, fold));
      return { ...folded, items, ...(type.name === "set" ? { isSet: true } : {}) };
    }
    case "object":
      return folded.kind === "mapping" && inner?.kind === "object" ? objectOf(folded, inner, env, fold) : folded;
    default:
      return folded;
  }
}

const mapValues = (map: Mapping, type: Expression | undefined, env: Env, fold: Fold): Mapping => ({
  ...map,
  entries: map.entries.map(({ key, value }) => ({ key, value: converted(value, type, env, fold) })),
});

function objectOf(map: Mapping, { items }: ObjectExpression, env: Env, fold: Fold): Mapping {
  const given = new Map(map.entries.map((entry) => [knownText(entry.key) ?? "", entry]));
  const entries = items.flatMap(({ key, value: type }): readonly Entry[] => {
    const name = key.kind === "name" ? key.name : (knownText(fold(key, env)) ?? "");
    const entry = given.get(name);
    const isNull = entry === undefined || entry.value.kind === "null";
    if (!isNull) return [{ key: entry.key, value: converted(entry.value, type, env, fold) }];
    if (!map.complete && entry === undefined) return [];
    return [{ key: entry?.key ?? keyText(name, key, env), value: defaultOf(type, env, fold) }];
  });
  return { kind: "mapping", entries, complete: map.complete };
}

const keyText = (name: string, key: Expression, env: Env): Entry["key"] => ({
  kind: "text",
  parts: [{ kind: "literal", text: name }],
  span: { uri: env.source.uri, start: key.start, end: key.end },
  uses: [],
  isDefault: false,
});

/** The second argument of `optional`, or null. */
function defaultOf(type: Expression, env: Env, fold: Fold): Folded {
  const [inner, value] = type.kind === "call" && type.name === "optional" ? type.items : [];
  return value === undefined ? { kind: "null" } : converted(fold(value, env), inner, env, fold);
}
