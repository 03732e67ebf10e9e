import { distance, slips } from "../../text/distance.ts";
import type { Role, Suggestion } from "../catalog.ts";
import { popularRoles } from "../popular.ts";
import { agreement, type Implied } from "./compare.ts";
import { type Entry, type RoleIndex, squash } from "./role-index.ts";
import type { ServiceMatch } from "./service-index.ts";
import { type Word, wordsOf } from "./words.ts";

export type Reason = Suggestion["reason"];

export interface Candidate {
  readonly role: Role;
  readonly reason: Reason;
  readonly score: number;
}

const TITLE = 0.97;
const JOINED = 0.94;
const SQUASHED = 0.95;
const SPACED_TITLE = 0.96;
const TITLE_LETTERS = 0.93;
const ID_ONLY = 0.84;
const OTHER_SERVICE = 0.74;
const SLIPPED_SERVICE = 0.88;
/** How many slips in an id cost. */
const SLIPPED = [0.98, 0.93, 0.85, 0.78];
/** Service agents' roles are meant only by who says so. */
const AGENT = /agent|system/i;

/** Roles found by taking a name apart into a service and words. */
export function* byWords(
  index: RoleIndex,
  bare: string,
  isCollection: (name: string) => boolean,
): Generator<Candidate> {
  for (const { match, rest, joined } of readings(index, bare)) {
    const isImplied = impliedIn(index, match.service, rest, isCollection);
    const written = [...match.words, ...wordsOf(rest)];
    for (const entry of index.ofService(match.service)) {
      if (entry.role.kind === "serviceAgent" && !AGENT.test(rest)) continue;
      const found = best(index, written, rest, entry, isImplied);
      if (found.score > 0) yield { ...found, role: entry.role, score: found.score * match.weight * joined };
    }
  }
}

/** What the service implies, and a collection of it that stands in the middle: `run.services.invoker`. */
function impliedIn(index: RoleIndex, service: string, rest: string, isCollection: (name: string) => boolean): Implied {
  const isImplied = index.services.isImplied(service);
  const [middle = "", ...others] = rest.split(".");
  if (others.length === 0 || !isCollection(`${service}.${middle}`)) return isImplied;
  const stems = new Set(wordsOf(middle).map(({ stem }) => stem));
  return (stem) => (stems.has(stem) ? "name" : isImplied(stem));
}

/** By the words of the id, by those of the title, or by the letters of the id. */
function best(
  index: RoleIndex,
  written: readonly Word[],
  rest: string,
  entry: Entry,
  isImplied: Implied,
): { readonly score: number; readonly reason: Reason } {
  const words = agreement(written, index.words(entry), isImplied);
  const title = agreement(written, index.titleWords(entry), isImplied) * TITLE;
  const count = rest === "" ? undefined : slips(squash(rest), squash(entry.id));
  const letters = count === undefined ? 0 : (SLIPPED[count] ?? 0);
  const score = Math.max(words, title, letters);
  return { score, reason: letters === score ? "spelling" : words === score ? "words" : "title" };
}

interface Reading {
  readonly match: ServiceMatch;
  readonly rest: string;
  /** Below 1 when the service was not set apart with a dot. */
  readonly joined: number;
}

/** Every way to see a service at the beginning. */
function readings(index: RoleIndex, bare: string): readonly Reading[] {
  const parts = bare.split(/[./:]/).filter((part) => part !== "");
  const [first = "", second, ...others] = parts;
  if (second === undefined) return joinedReadings(index, first);
  const found = index.services.find(first).map((match) => ({ match, rest: [second, ...others].join("."), joined: 1 }));
  if (others.length === 0) return found;
  const longer = index.services
    .findExact(first + second)
    .map((match) => ({ match, rest: others.join("."), joined: 1 }));
  return [...found, ...longer];
}

/**
 * `cloudrun-invoker`, `Cloud Run Invoker`: the service is the first word or the first few. Names in camel case are mostly
 * people's own.
 */
function joinedReadings(index: RoleIndex, text: string): readonly Reading[] {
  const pieces = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/[^A-Za-z0-9]+/);
  if (!/[^A-Za-z0-9]/.test(text)) return [];
  const readings: Reading[] = [];
  for (let count = Math.min(4, pieces.length - 1); count > 0; count--) {
    const rest = pieces.slice(count).join(" ");
    for (const match of index.services.findExact(pieces.slice(0, count).join(""))) {
      readings.push({ match, rest, joined: JOINED });
    }
  }
  return readings;
}

/** Roles whose letters are the same once separators, case and `Cloud` are gone. */
export function* bySquashed(index: RoleIndex, bare: string): Generator<Candidate> {
  for (const { role } of index.bySquashed("name", bare)) yield { role, reason: "spelling", score: SQUASHED };
  const title = /\s/.test(bare) ? SPACED_TITLE : TITLE_LETTERS;
  for (const { role } of index.bySquashed("title", bare)) yield { role, reason: "title", score: title };
}

/**
 * Roles named by their id alone (`securityReviewer`), or in a service that has no such role. An id of one word (`invoker`)
 * needs the service of the resource.
 */
export function* byIdAlone(index: RoleIndex, bare: string, resourceService: string | undefined): Generator<Candidate> {
  const dot = bare.indexOf(".");
  const id = dot < 0 ? bare : bare.slice(dot + 1);
  if (squash(id).length < 5 || isCustomLike(bare)) return;
  const isService = dot >= 0 && index.services.find(bare.slice(0, dot)).length > 0;
  if (dot < 0 || isService)
    yield* fromOthers(index, index.bySquashed("id", id), dot < 0 ? ID_ONLY : OTHER_SERVICE, resourceService);
  if (dot >= 0) yield* fromOthers(index, index.bySquashed("id", bare), ID_ONLY, resourceService);
  if (dot < 0 && squash(id).length >= 10) yield* bySlippedId(index, squash(id));
}

/** Two words and a hyphen are how people name roles of their own. */
const isCustomLike = (bare: string): boolean => /^[A-Za-z0-9]+[-_][A-Za-z0-9]+$/.test(bare);

/** An id that many services share names none of them. */
function* fromOthers(
  index: RoleIndex,
  entries: readonly Entry[],
  score: number,
  resourceService: string | undefined,
): Generator<Candidate> {
  const meant = entries.filter(({ role }) => role.kind !== "serviceAgent");
  for (const entry of meant) {
    const { role, service } = entry;
    const isRare = index.words(entry).length > 1 && meant.length <= 3;
    const isTelling = isRare && (score > OTHER_SERVICE || popularRoles.has(role.name));
    if (isTelling || service === resourceService) yield { role, reason: "words", score };
  }
}

/**
 * Roles whose id is right and whose service is one slip away (`runn.invoker`): the id bears out what a short word alone
 * could not. Nothing when two services are as near.
 */
export function* bySlippedService(index: RoleIndex, bare: string): Generator<Candidate> {
  const dot = bare.indexOf(".");
  const service = bare.slice(0, dot).toLowerCase();
  if (dot < 2 || index.services.find(service).length > 0) return;
  const near = index.bySquashed("id", bare.slice(dot + 1)).filter((entry) => distance(service, entry.service, 1) === 1);
  const [only, ...others] = near;
  if (only !== undefined && others.length === 0 && only.role.kind !== "serviceAgent") {
    yield { role: only.role, reason: "spelling", score: SLIPPED_SERVICE };
  }
}

function* bySlippedId(index: RoleIndex, id: string): Generator<Candidate> {
  for (const [other, entries] of index.squashedIds()) {
    if (other === id || entries.length > 2 || slips(id, other) !== 1) continue;
    for (const { role } of entries) {
      if (role.kind !== "serviceAgent") yield { role, reason: "spelling", score: ID_ONLY * (SLIPPED[1] ?? 0) };
    }
  }
}
