import type { Place } from "../../core/access/place.ts";
import type { Graph } from "../../core/graph/graph.ts";
import { known, literal, type Value } from "../../core/model/value.ts";
import { nameOf, shortName } from "../../core/model/value-name.ts";

/** A principal of the workspace, by its key and as it is written. */
export interface NamedPrincipal {
  readonly key: string;
  readonly name: string;
}

const PREFIXES = ["serviceAccount:", "user:", "group:"];

/** All principals of the workspace: who is granted something, and who deploys. */
export function principalsIn(graph: Graph): readonly (NamedPrincipal & { readonly short: string })[] {
  const all = new Map<string, NamedPrincipal & { readonly short: string }>();
  const add = (value: Value, scope: string) => {
    const key = graph.principalOf(value, scope);
    if (key !== undefined && !all.has(key)) all.set(key, { key, name: nameOf(value), short: shortName(value) });
  };
  for (const { members, scope } of graph.bindings) for (const member of members) add(member, scope);
  for (const { deployedBy, scope } of graph.workloads) if (deployedBy !== undefined) add(deployedBy, scope);
  return [...all.values()];
}

/** Those that a text names: as a member, an e-mail address, a declaration, or its own short name. */
export function principalsNamed(text: string, graph: Graph): readonly NamedPrincipal[] {
  const all = principalsIn(graph);
  const wanted = text.toLowerCase();
  const isExact = ({ key, name }: NamedPrincipal): boolean =>
    [key.toLowerCase(), name.toLowerCase()].some(
      (one) => one === wanted || PREFIXES.some((prefix) => one === `${prefix.toLowerCase()}${wanted}`),
    );
  const exact = all.filter(isExact);
  const found = exact.length > 0 ? exact : all.filter((one) => isShort(one, text));
  return found.map(({ key, name }) => ({ key, name }));
}

const isShort = ({ name, short }: { readonly name: string; readonly short: string }, text: string): boolean =>
  short === text || name.endsWith(`.${text}`);

/** Full names of resources, with the type that they are of. */
const FULL: readonly (readonly [RegExp, string])[] = [
  [/^projects\/[^/]+\/locations\/[^/]+\/services\/([^/]+)$/, "run.services"],
  [/^projects\/[^/]+\/locations\/[^/]+\/jobs\/([^/]+)$/, "run.jobs"],
  [/^projects\/[^/]+\/locations\/[^/]+\/workerPools\/([^/]+)$/i, "run.workerpools"],
  [/^projects\/[^/]+\/locations\/[^/]+\/functions\/([^/]+)$/, "cloudfunctions.functions"],
  [/^projects\/[^/]+\/locations\/[^/]+\/workflows\/([^/]+)$/, "workflows.workflows"],
  [/^projects\/[^/]+\/locations\/[^/]+\/repositories\/([^/]+)$/, "artifactregistry.repositories"],
  [/^projects\/[^/]+\/(?:locations\/[^/]+\/)?secrets\/([^/]+)(?:\/.*)?$/, "secretmanager.secrets"],
  [/^projects\/[^/]+\/(?:topics|subscriptions)\/([^/]+)$/, "pubsub"],
  [/^projects\/([^/]+)$/, "resourcemanager.projects"],
];

/**
 * The resources of the workspace that a text names for a permission: one for each scope in which the answer may differ. Without a text,
 * the project.
 */
export function placesNamed(text: string | undefined, permission: string, graph: Graph): readonly Place[] {
  const type = permission.split(".").slice(0, 2).join(".");
  const scopes = [...new Set(graph.bindings.map(({ scope }) => scope))];
  if (text === undefined) return scopes.map((scope) => ({ type, scope }));
  const name = text.replace(/^\/\/[a-z.]+\.googleapis\.com\//, "");
  const account = accountOf(name, graph);
  if (account !== undefined)
    return scopes.map((scope) => ({
      type: "iam.serviceAccounts",
      account,
      name: nameValue(name),
      scope,
      ...homeOf(name),
    }));
  const [, own = name] = FULL.map(([pattern]) => pattern.exec(name)).find((match) => match !== null) ?? [];
  const full = FULL.find(([pattern]) => pattern.test(name))?.[1];
  const of = full === undefined || full === "pubsub" ? type : full;
  const declared = graph.workloads.filter((one) => one.type === of && known(one.name) === own);
  if (declared.length > 0)
    return declared.map(({ name: value, location, project, scope, address }) => {
      return { type: of, name: value, location, project, scope, address };
    });
  const isProject = of === "resourcemanager.projects" || type === "resourcemanager.projects";
  return scopes.map((scope) => ({
    type: isProject ? "resourcemanager.projects" : of,
    name: nameValue(own),
    scope,
    ...homeOf(name),
  }));
}

function accountOf(name: string, graph: Graph): string | undefined {
  const email = /(?:^|\/)([^/@\s]+@[^/\s]+)$/.exec(name)?.[1]?.toLowerCase();
  if (email !== undefined) return email;
  const short = name.replace(/^.*\./, "");
  const found = graph.accounts.filter(
    ({ address = "", accountId }) =>
      address.endsWith(`#${name}`) || known(accountId) === name || address.endsWith(`.${short}`),
  );
  const [first] = found;
  if (first === undefined || found.length > 1) return undefined;
  return graph.keyOf(first);
}

const homeOf = (name: string): Pick<Place, "project"> => {
  const project = /^projects\/([^/-][^/]*)\//.exec(name)?.[1];
  return project === undefined ? {} : { project: nameValue(project) };
};

const nameValue = (text: string): Value => ({
  slot: "resource",
  span: { uri: "", start: 0, end: 0 },
  parts: [literal(text)],
});
