import { spaced } from "./resource-words.ts";
import { productOf, serviceOf } from "./services.ts";
import { type Deed, deedOf, saying } from "./verbs.ts";

/** A permission's parts: `run`, `routes`, `invoke`. */
export interface Deeds {
  readonly resource: string;
  readonly verb: string;
  readonly deed: Deed;
}

/** Collections whose own name tells little. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  "run.routes": "services",
  "run.workerpools": "worker pools",
  "cloudkms.cryptoKeys": "keys",
  "cloudkms.cryptoKeyVersions": "key versions",
  "secretmanager.versions": "secret versions",
  "compute.instances": "virtual machines",
  "artifactregistry.dockerimages": "images",
  "resourcemanager.hierarchyNodes": "resource hierarchy",
};

/** Collections that come along with nearly every role. */
const ALONG = new Set(["locations", "operations"]);

/** Some permissions name their service by its host: `iam.googleapis.com/workforcePools.get`. */
export function splitPermission(name: string): { readonly service: string } & Deeds {
  const service = serviceOf(name);
  const slash = name.indexOf("/");
  const start = slash < 0 ? service.length + 1 : slash + 1;
  const last = name.lastIndexOf(".");
  const verb = name.slice(last + 1);
  return { service, resource: name.slice(start, Math.max(start, last)), verb, deed: deedOf(verb) };
}

/** What the permissions of one service allow: `invokes services and runs jobs of Cloud Run`. */
export function serviceWords(service: string, deeds: readonly Deeds[]): string {
  const telling = deeds.filter(({ deed, resource }) => deed !== "tags" && !ALONG.has(resource));
  const phrases = phrasesOf(service, telling.length > 0 ? telling : deeds);
  return `${enumerate(phrases)} of ${productOf(service)}`;
}

function phrasesOf(service: string, deeds: readonly Deeds[]): readonly string[] {
  const of = (...kinds: readonly Deed[]) => deeds.filter(({ deed }) => kinds.includes(deed));
  const writes = of("create", "change", "delete");
  const reads = of("read").filter(({ verb }) => verb !== "getIamPolicy");
  const phrases = [...usePhrases(service, of("use")), ...storePhrases(service, writes, reads)];
  const access = of("access");
  if (access.length > 0) phrases.push(`sets access to ${collections(service, access)}`);
  return phrases.length > 0 ? phrases : [poorPhrase(service, deeds)];
}

/** For permissions that are about tags and allow policies only. */
const poorPhrase = (service: string, deeds: readonly Deeds[]): string => {
  const what = deeds.some(({ deed }) => deed === "tags") ? "works with the tags of" : "reads the allow policies of";
  return `${what} ${collections(service, deeds)}`;
};

/** Verbs of use with what they are used on: those on the same things together, and summed up when there are many. */
function usePhrases(service: string, deeds: readonly Deeds[]): readonly string[] {
  const byVerb = groupBy(deeds, ({ verb }) => saying(service, verb));
  const byObject = groupBy([...byVerb], ([, group]) => collections(service, group));
  if (byVerb.size > 6 || byObject.size > 3) return [`operates ${collections(service, deeds)}`];
  return [...byObject].map(([object, verbs]) => `${enumerate(verbs.map(([words]) => words))} ${object}`);
}

/** Writing and reading in one phrase when they are about the same things. */
function storePhrases(service: string, writes: readonly Deeds[], reads: readonly Deeds[]): readonly string[] {
  const kinds = [
    ["creates", "create"],
    ["changes", "change"],
    ["deletes", "delete"],
  ] as const;
  const verbs = kinds.flatMap(([words, kind]) => (writes.some(({ deed }) => deed === kind) ? [words] : []));
  const written = collections(service, writes);
  const read = collections(service, reads);
  if (writes.length === 0) return reads.length === 0 ? [] : [`reads ${read}`];
  if (reads.length === 0) return [`${enumerate(verbs)} ${written}`];
  if (isWithin(writes, reads)) return [`${enumerate(["reads", ...verbs])} ${read}`];
  return [`${enumerate(verbs)} ${written}`, `reads ${read}`];
}

/** Whether nearly everything that is read is also written, and the reverse. */
function isWithin(writes: readonly Deeds[], reads: readonly Deeds[]): boolean {
  const written = new Set(writes.map(({ resource }) => resource));
  const read = new Set(reads.map(({ resource }) => resource));
  const shared = [...read].filter((resource) => written.has(resource)).length;
  return shared * 2 >= read.size && shared * 2 >= written.size;
}

/** The collections concerned, those with most permissions first: `services, jobs and 4 more kinds of resources`. */
function collections(service: string, deeds: readonly Deeds[]): string {
  const groups = groupBy(deeds, ({ resource }) => collectionWords(service, resource));
  const ranked = [...groups].sort(([, a], [, b]) => b.length - a.length).map(([words]) => words);
  if (ranked.length <= 4) return enumerate(ranked);
  return enumerate([...ranked.slice(0, 3), `${ranked.length - 3} more kinds of resources`]);
}

function collectionWords(service: string, resource: string): string {
  const key = `${service}.${resource}`;
  if (Object.hasOwn(COLLECTIONS, key)) return COLLECTIONS[key] ?? resource;
  return resource === "" ? "everything" : spaced(resource.replaceAll(".", " "));
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** `a, b and c`. */
export const enumerate = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** `1 permission`, `1,204 permissions`. */
export const counted = (count: number, noun: string): string =>
  `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${noun}${count === 1 ? "" : "s"}`;
