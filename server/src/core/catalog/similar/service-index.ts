import { slips } from "../../text/distance.ts";
import { services } from "../services.ts";
import type { Implied } from "./compare.ts";
import { type Word, wordsOf } from "./words.ts";

/** A service that a word can mean. */
export interface ServiceMatch {
  readonly service: string;
  /** From 0 to 1. */
  readonly weight: number;
  /** Words that name a resource of the service and therefore still count: `api key` for Service Usage. */
  readonly words: readonly Word[];
}

export interface ServiceIndex {
  /** Best first; empty when the word is no service. */
  find(text: string): readonly ServiceMatch[];
  /** The same without tolerance for slips. */
  findExact(text: string): readonly ServiceMatch[];
  /** Words that the service's roles may leave out or repeat. */
  isImplied(service: string): Implied;
}

const OWN_NAME = 1;
const PRODUCT = 0.96;
const RESOURCE = 0.93;
const SLIP = [1, 0.88, 0.8, 0.74];

/** Over the services that have roles. */
export function serviceIndex(names: Iterable<string>): ServiceIndex {
  const byKey = new Map<string, ServiceMatch[]>();
  const implied = new Map<string, Implied>();
  const own = new Set(names);
  const add = (text: string, match: ServiceMatch) => {
    const key = keyOf(text);
    if (key === "") return;
    byKey.set(key, [...(byKey.get(key) ?? []), match]);
  };
  for (const service of own) {
    const row = Object.hasOwn(services, service) ? services[service] : undefined;
    add(service, { service, weight: OWN_NAME, words: [] });
    for (const name of [row?.name ?? "", ...(row?.aliases ?? [])]) add(name, { service, weight: PRODUCT, words: [] });
    for (const thing of row?.things ?? []) add(thing, { service, weight: RESOURCE, words: wordsOf(thing) });
    implied.set(service, impliedBy([service, row?.name ?? "", "cloud"], row?.nouns ?? []));
  }
  const findExact = (text: string): readonly ServiceMatch[] => {
    const lower = text.toLowerCase();
    const found = byKey.get(keyOf(text)) ?? [];
    return bestPerService(
      found.map((match) => (match.weight === OWN_NAME && match.service !== lower ? { ...match, weight: 0.97 } : match)),
    );
  };
  const isImplied = (service: string): Implied => implied.get(service) ?? (() => undefined);
  return {
    findExact,
    isImplied,
    find: (text) => (findExact(text).length > 0 ? findExact(text) : findSlipped(byKey, keyOf(text))),
  };
}

function impliedBy(names: readonly string[], nouns: readonly string[]): Implied {
  const stems = (texts: readonly string[]) => new Set(texts.flatMap(wordsOf).map(({ stem }) => stem));
  const [named, about] = [stems(names), stems(nouns)];
  return (stem) => (named.has(stem) ? "name" : about.has(stem) ? "about" : undefined);
}

/** What stays of a service's name when `Cloud`, separators and plural are taken away. */
function keyOf(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const bare = plain.replace(/^(?:google|gcp|cloud)+(?=[a-z])/, "").replace(/(?:api|service)$/, "");
  return (bare === "" ? plain : bare).replace(/(?<=..)(?<!s|u|i)s$/, "");
}

function bestPerService(matches: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const ranked = [...matches].sort((a, b) => b.weight - a.weight);
  return ranked.filter(({ service }, place) => ranked.findIndex((other) => other.service === service) === place);
}

function findSlipped(byKey: ReadonlyMap<string, readonly ServiceMatch[]>, key: string): readonly ServiceMatch[] {
  const found: ServiceMatch[] = [];
  for (const [other, matches] of byKey) {
    const count = slips(key, other);
    if (count === undefined) continue;
    for (const match of matches) {
      if (match.weight !== RESOURCE) found.push({ ...match, weight: match.weight * (SLIP[count] ?? 0) });
    }
  }
  return bestPerService(found);
}
