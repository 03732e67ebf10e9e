import type { Fact } from "../model/facts.ts";
import { originOf } from "../model/moved.ts";
import type { Indexed } from "./indexed.ts";

/** The declarations by which values are understood, unit by unit, as they were first read. */
export interface Naming {
  readonly declarations: readonly (readonly Fact[])[];
}

/** The declarations of some units: `before` itself, when they are the same and only stand elsewhere. */
export function namingOf(units: readonly Indexed[], before: Naming | undefined): Naming {
  const declarations = units.map(declarationsOf);
  const isSame =
    before?.declarations.length === declarations.length &&
    before.declarations.every((list, i) => isSameList(list, declarations[i] ?? []));
  return isSame ? before : { declarations };
}

const isSameList = (a: readonly Fact[], b: readonly Fact[]): boolean =>
  a === b || (a.length === b.length && a.every((fact, i) => fact === b[i]));

const kept = new WeakMap<Indexed, readonly Fact[]>();

/** What can be referred to; a binding tells nothing that a key is made of. */
function declarationsOf(unit: Indexed): readonly Fact[] {
  const known = kept.get(unit);
  if (known !== undefined) return known;
  const found = unit.all.filter(({ kind, address }) => address !== undefined && kind !== "binding").map(originOf);
  kept.set(unit, found);
  return found;
}
