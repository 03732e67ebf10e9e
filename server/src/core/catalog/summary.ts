import type { Role, Summary } from "./catalog.ts";
import { dangersIn } from "./dangers.ts";
import { productOf, serviceOf } from "./services.ts";
import { counted, type Deeds, enumerate, groupBy, serviceWords, splitPermission } from "./wording.ts";

/** From this many services on, a role is described as a whole. */
const BROAD = 25;

/** In plain words, from the permissions alone. */
export function summarize(role: Role, permissions: readonly string[] | undefined): Summary {
  if (permissions === undefined) return { text: "What it allows is not published.", dangerous: [] };
  if (permissions.length === 0) {
    return { text: "Holds no permission that IAM lists; the service itself decides what it allows.", dangerous: [] };
  }
  const services = groupBy(permissions.map(splitPermission), ({ service }) => service);
  const main = services.get(serviceOf(role.name))?.length ?? 0;
  const isBroad = services.size >= BROAD && main * 3 < permissions.length;
  const text = isBroad ? broadWords(services, permissions.length) : focusedWords(role, services);
  return { text, dangerous: dangersIn(permissions) };
}

type Services = ReadonlyMap<string, readonly Deeds[]>;

/** What it does with the service it belongs to, then with the others. */
function focusedWords(role: Role, services: Services): string {
  const own = serviceOf(role.name);
  const ranked = [...services].sort(([, a], [, b]) => b.length - a.length);
  const main = services.has(own) ? own : (ranked[0]?.[0] ?? own);
  const deeds = services.get(main) ?? [];
  const first = `${capital(serviceWords(main, deeds))} (${counted(deeds.length, "permission")}).`;
  const others = ranked.filter(([service]) => service !== main);
  return others.length === 0 ? first : `${first} ${otherWords(others)}`;
}

function otherWords(others: readonly (readonly [string, readonly Deeds[]])[]): string {
  const deeds = others.flatMap(([, group]) => group);
  const verb = deeds.every(({ deed }) => deed === "read" || deed === "tags") ? "reads" : "works with";
  const names = [...new Set(others.map(([service]) => productOf(service)))];
  const shown = names.length <= 3 ? names : [...names.slice(0, 2), `${names.length - 2} other services`];
  return `Also ${verb} ${enumerate(shown)} (${counted(deeds.length, "permission")}).`;
}

/** A deed counts for the whole role when it makes up a twentieth of it. */
function broadWords(services: Services, size: number): string {
  const deeds = [...services.values()].flat();
  const share = (deed: Deeds["deed"]) => deeds.filter((one) => one.deed === deed).length / size;
  const verbs = (["read", "create", "change", "delete"] as const).filter((deed) => share(deed) >= 0.05);
  const words = verbs.map((deed) => `${deed}s`);
  const access = deeds.filter(({ deed }) => deed === "access").length;
  if (share("tags") > 0.5) words.push("tags");
  if (access > 100) words.push("sets access to");
  const top = [...services].sort(([, a], [, b]) => b.length - a.length).slice(0, 3);
  const most = enumerate(top.map(([service]) => productOf(service)));
  const where = `resources of ${services.size} services, most of all ${most}`;
  return `${capital(enumerate(words.length === 0 ? ["uses"] : words))} ${where} (${counted(size, "permission")}).`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
