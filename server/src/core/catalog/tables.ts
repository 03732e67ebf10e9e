import type { Permission, RemovedRole, Role } from "./catalog.ts";
import { lazy, lazyAt } from "./lazy.ts";
import { numbersOf } from "./runs.ts";
import {
  type Header,
  linesOf,
  type PackedRole,
  type Runs,
  sectionsOf,
  UNKNOWN,
  unpackPermissions,
  unpackRemoved,
  unpackRoles,
  unpackRuns,
  unpackSupport,
} from "./unpack.ts";

/** The unpacked catalog, each part on its first use. */
export interface Tables {
  readonly header: () => Header;
  readonly permissions: PermissionTable;
  readonly roles: RoleTable;
  readonly removed: () => ReadonlyMap<string, RemovedRole>;
  readonly unlisted: () => ReadonlySet<string>;
}

export interface PermissionTable {
  /** In alphabetical order: the place is the permission's number. */
  readonly names: () => readonly string[];
  number(name: string): number | undefined;
  /** Numbers of the permissions whose names start so: first, and end (exclusive). */
  range(start: string): readonly [number, number];
  get(name: string): Permission | undefined;
}

export interface RoleTable {
  /** In alphabetical order. */
  readonly all: () => readonly Role[];
  get(name: string): Role | undefined;
  /** Permission numbers; `undefined` when the role is not in the catalog or its permissions are not known. */
  runs(name: string): Runs | undefined;
  /** Roles of known permissions, smallest first; of equal size the more mature, then alphabetically. */
  readonly bySize: () => readonly { readonly role: Role; readonly runs: Runs }[];
}

export function openTables(packed: () => string): Tables {
  const sections = lazy(() => sectionsOf(packed()));
  const section = (number: number) => () => sections()[number - 1] ?? "";
  return {
    header: lazy(() => JSON.parse(section(1)()) as Header),
    permissions: permissionTable(section(2), section(3)),
    roles: roleTable(section(4)),
    removed: lazy(() => new Map(unpackRemoved(section(5)()).map((role) => [role.name, role]))),
    unlisted: lazy(() => new Set(linesOf(section(6)()))),
  };
}

function permissionTable(section: () => string, supportSection: () => string): PermissionTable {
  const names = lazy(() => unpackPermissions(section()));
  const support = lazy(() => unpackSupport(supportSection()));
  const number = (name: string): number | undefined => {
    const place = placeFor(names(), name);
    return names()[place] === name ? place : undefined;
  };
  const range = (start: string) => [placeFor(names(), start), placeFor(names(), `${start}\uffff`)] as const;
  const get = (name: string): Permission | undefined => {
    const place = number(name);
    if (place === undefined) return undefined;
    return { name, ...(support()[place] ?? { custom: "?", deny: false }) };
  };
  return { names, number, range, get };
}

/** Where a text stands in a sorted list, or would stand. */
function placeFor(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function roleTable(section: () => string): RoleTable {
  const packed = lazy(() => unpackRoles(section()));
  const all = lazy(() => packed().map(({ role }) => role));
  const places = lazy(() => new Map(all().map(({ name }, place) => [name, place])));
  const runsAt = lazyAt((place) => unpackSet(packed()[place]?.set, packed()));
  return {
    all,
    get: (name) => all()[places().get(name) ?? -1],
    runs: (name) => {
      const place = places().get(name);
      return place === undefined ? undefined : runsAt(place);
    },
    bySize: lazy(() => {
      const known = all().flatMap((role, place) => {
        const runs = runsAt(place);
        return runs === undefined ? [] : [{ role, runs }];
      });
      return known.sort(compareBySize);
    }),
  };
}

/** A set that stands for itself, or that of another role. */
function unpackSet(set: string | undefined, packed: readonly PackedRole[]): Runs | undefined {
  if (set === undefined || set === UNKNOWN) return undefined;
  return unpackRuns(set.startsWith("$") ? (packed[Number(set.slice(1))]?.set ?? "") : set);
}

const MATURITY: Readonly<Record<Role["stage"], number>> = { GA: 0, BETA: 1, ALPHA: 2, DEPRECATED: 3 };

const compareBySize = ({ role: a }: { readonly role: Role }, { role: b }: { readonly role: Role }): number =>
  (a.size ?? 0) - (b.size ?? 0) || MATURITY[a.stage] - MATURITY[b.stage] || (a.name < b.name ? -1 : 1);

/** Names of the permissions that a set holds. */
export const namesOf = (runs: Runs, permissions: PermissionTable): readonly string[] => {
  const names = permissions.names();
  return Array.from(numbersOf(runs), (number) => names[number] ?? "");
};
