import type { Role, Suggestion } from "../catalog.ts";
import { fitOf } from "../fit.ts";
import { holdsUnder, isRetired, smallestHolding } from "../holding.ts";
import { lazy } from "../lazy.ts";
import { popularRoles } from "../popular.ts";
import { serviceOf } from "../services.ts";
import type { Tables } from "../tables.ts";
import { byIdAlone, bySlippedService, bySquashed, byWords, type Candidate } from "./candidates.ts";
import { type RoleIndex, roleIndex } from "./role-index.ts";

const MOST = 3;
/** Below this a role is not plausible. */
const PLAUSIBLE = 0.62;
/** How far behind the best a further suggestion may stay. */
const BEHIND = 0.17;
/** What is guessed is never as sure as what differs in case or prefix only. */
const SUREST = 0.96;
const LONGEST = 160;

/** Finds the roles that were probably meant by what is no role; nothing for the name of a role. */
export function createSimilar(tables: Tables): (text: string, resourceType?: string) => readonly Suggestion[] {
  const index = lazy(() => roleIndex(tables.roles.all()));
  return (text, resourceType) => {
    const written = text.trim().replace(/^["'`]+|["'`,;\\]+$/g, "");
    if (written === "" || written.length > LONGEST || tables.roles.get(text) !== undefined) return [];
    const sure = certain(tables, index(), written);
    if (sure !== undefined || isForeign(written)) return sure ?? [];
    return ranked(tables, candidates(tables, index(), written, resourceType), resourceType);
  };
}

const PREFIX = /^\/?roles?\s*[/:.]+\s*|^\/+/i;

/** Paths and names of other systems: `arn:aws:iam::…`, `kubernetes.io/cluster-admin`. */
const isForeign = (written: string): boolean =>
  !PREFIX.test(written) && /[/:]/.test(written.replace(".googleapis.com/", "."));

/** The role itself, written in another case or without its prefix. */
function certain(tables: Tables, index: RoleIndex, written: string): readonly Suggestion[] | undefined {
  const sameLetters = index.byLower(written.toLowerCase());
  if (sameLetters !== undefined) return [{ role: sameLetters.role, reason: "case", score: 1 }];
  const full = `roles/${written.replace(PREFIX, "")}`;
  const exact = tables.roles.get(full);
  if (exact !== undefined) return [{ role: exact, reason: "prefix", score: 0.99 }];
  const prefixed = index.byLower(full.toLowerCase());
  return prefixed === undefined ? undefined : [{ role: prefixed.role, reason: "prefix", score: 0.97 }];
}

function* candidates(
  tables: Tables,
  index: RoleIndex,
  written: string,
  type: string | undefined,
): Generator<Candidate> {
  const bare = written.replace(PREFIX, "");
  yield* removedFor(tables, bare);
  const permission = permissionIn(tables, bare);
  if (permission !== undefined) return yield* holding(tables, permission);
  yield* bySquashed(index, bare);
  yield* byWords(index, bare, (collection) => isCollection(tables, collection));
  yield* byIdAlone(index, bare, type === undefined ? undefined : serviceOf(type));
  yield* bySlippedService(index, bare);
  yield* basicFor(index, bare);
}

function* removedFor(tables: Tables, bare: string): Generator<Candidate> {
  const removed = tables.removed().get(`roles/${bare}`);
  for (const [place, name] of (removed?.replacements ?? []).entries()) {
    const role = tables.roles.get(name);
    if (role !== undefined) yield { role, reason: "removed", score: 0.96 - place / 100 };
  }
}

/** Whether permissions are about it: `run.services`. */
function isCollection(tables: Tables, name: string): boolean {
  const [start, end] = tables.permissions.range(`${name}.`);
  return start < end;
}

/** The permission that stands in place of a role, also in the form of deny policies. */
function permissionIn(tables: Tables, bare: string): string | undefined {
  const plain = bare.replace(/^([a-z]+)\.googleapis\.com\//, "$1.");
  for (const name of [bare, plain]) if (tables.permissions.get(name) !== undefined) return name;
  if (!/^[a-z0-9-]+\.[a-z0-9.-]+$/i.test(plain)) return undefined;
  const lower = plain.toLowerCase();
  const [start, end] = tables.permissions.range(`${serviceOf(lower)}.`);
  return tables.permissions
    .names()
    .slice(start, end)
    .find((name) => name.toLowerCase() === lower);
}

function* holding(tables: Tables, permission: string): Generator<Candidate> {
  for (const [place, role] of smallestHolding(tables, [permission], 6).entries()) {
    yield { role, reason: "permission", score: 0.9 - place / 40 };
  }
}

/** Other words for the basic roles; they are few, and nothing else is meant by one such word. */
const BASIC: Readonly<Record<string, string>> = {
  view: "viewer",
  viewers: "viewer",
  veiwer: "viewer",
  viewr: "viewer",
  edit: "editor",
  editors: "editor",
  edtor: "editor",
  editer: "editor",
  owners: "owner",
  ownr: "owner",
  onwer: "owner",
  browse: "browser",
};

function* basicFor(index: RoleIndex, bare: string): Generator<Candidate> {
  const word = bare.toLowerCase();
  const entry = Object.hasOwn(BASIC, word) ? index.byLower(`roles/${BASIC[word]}`) : undefined;
  if (entry !== undefined) yield { role: entry.role, reason: "spelling", score: 0.9 };
}

/** The best of each role, adjusted for where it is to be granted; only those that can compete with the first. */
function ranked(tables: Tables, found: Iterable<Candidate>, resourceType: string | undefined): readonly Suggestion[] {
  const best = new Map<string, Suggestion>();
  for (const { role, reason, score } of found) {
    const adjusted = score + preference(role) + suitability(tables, role, resourceType);
    if (adjusted < PLAUSIBLE || adjusted <= (best.get(role.name)?.score ?? 0)) continue;
    best.set(role.name, { role, reason, score: adjusted });
  }
  const sorted = [...best.values()].sort(compare);
  const top = sorted[0]?.score ?? 0;
  const near = sorted.filter(({ score }) => score >= top - BEHIND).slice(0, MOST);
  return near.map((suggestion) => ({ ...suggestion, score: Math.min(SUREST, suggestion.score) }));
}

const preference = (role: Role): number => (popularRoles.has(role.name) ? 0.03 : 0) - (isRetired(role) ? 0.1 : 0);

function suitability(tables: Tables, role: Role, resourceType: string | undefined): number {
  if (resourceType === undefined) return 0;
  const { fits } = fitOf(role, resourceType, holdsUnder(tables, role.name));
  if (fits === false) return -0.1;
  return serviceOf(role.name) === serviceOf(resourceType) ? 0.04 : 0;
}

const compare = (a: Suggestion, b: Suggestion): number =>
  b.score - a.score || (a.role.size ?? 0) - (b.role.size ?? 0) || (a.role.name < b.role.name ? -1 : 1);
