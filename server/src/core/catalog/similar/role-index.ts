import type { Role } from "../catalog.ts";
import { lazy, lazyAt } from "../lazy.ts";
import { serviceOf, services } from "../services.ts";
import { type ServiceIndex, serviceIndex } from "./service-index.ts";
import { type Word, wordsOf } from "./words.ts";

/** A role as it is looked for. */
export interface Entry {
  /** In the list of roles. */
  readonly place: number;
  readonly role: Role;
  readonly service: string;
  /** What follows the service: `builds.builder`; empty for basic roles. */
  readonly id: string;
}

export interface RoleIndex {
  readonly services: ServiceIndex;
  ofService(service: string): readonly Entry[];
  /** Words of the role's id. */
  words(entry: Entry): readonly Word[];
  /** Words of the title without those of the service. */
  titleWords(entry: Entry): readonly Word[];
  /** By the whole name in lower case. */
  byLower(name: string): Entry | undefined;
  /** By name, id or title without separators, case and the word `Cloud`. */
  bySquashed(kind: Squashed, text: string): readonly Entry[];
  readonly squashedIds: () => Iterable<readonly [string, readonly Entry[]]>;
}

export type Squashed = "name" | "id" | "title";

/** Letters and digits only; leading names of the company and its cloud do not count. */
export function squash(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const bare = plain.replace(/^(?:google|gcp|cloud)+/, "").replace(/role$/, "");
  return bare === "" ? plain : bare;
}

export function roleIndex(roles: readonly Role[]): RoleIndex {
  const entries = roles.map(entryOf);
  const byService = groups(entries, ({ service }) => service);
  const lower = lazy(() => new Map(entries.map((entry) => [entry.role.name.toLowerCase(), entry])));
  const squashed: Readonly<Record<Squashed, () => ReadonlyMap<string, readonly Entry[]>>> = {
    name: lazy(() => groups(entries, ({ role }) => squash(role.name.slice("roles/".length)))),
    id: lazy(() =>
      groups(
        entries.filter(({ id }) => id !== ""),
        ({ id }) => squash(id),
      ),
    ),
    title: lazy(() => groups(entries, ({ role }) => squash(role.title))),
  };
  const named = entries.flatMap(({ id, role, service }) =>
    id !== "" && role.kind !== "serviceAgent" ? [service] : [],
  );
  const words = lazyAt((place) => wordsOf(entries[place]?.id ?? ""));
  const titles = lazyAt((place) => titleWords(entries[place]));
  const index = lazy(() => serviceIndex(new Set(named)));
  return {
    get services() {
      return index();
    },
    ofService: (service) => byService.get(service) ?? [],
    words: ({ place }) => words(place),
    titleWords: ({ place }) => titles(place),
    byLower: (name) => lower().get(name),
    bySquashed: (kind, text) => squashed[kind]().get(squash(text)) ?? [],
    squashedIds: () => squashed.id(),
  };
}

function entryOf(role: Role, place: number): Entry {
  const bare = role.name.slice("roles/".length);
  const service = serviceOf(bare);
  return { place, role, service, id: bare.slice(service.length + 1) };
}

function titleWords(entry: Entry | undefined): readonly Word[] {
  if (entry === undefined) return [];
  const { role, service } = entry;
  const product = Object.hasOwn(services, service) ? (services[service]?.name ?? "") : "";
  const own = new Set([service, product, "cloud google role"].flatMap(wordsOf).map(({ stem }) => stem));
  return wordsOf(role.title).filter(({ stem, level }) => level !== undefined || !own.has(stem));
}

function groups(entries: readonly Entry[], key: (entry: Entry) => string): ReadonlyMap<string, readonly Entry[]> {
  const map = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = map.get(key(entry));
    if (group === undefined) map.set(key(entry), [entry]);
    else group.push(entry);
  }
  return map;
}
