import type { Graph } from "../graph/graph.ts";
import { isOpaqueKey, nameInKey } from "../graph/likeness.ts";
import type { ServiceAccount } from "../model/facts.ts";
import { trailing, type Value } from "../model/value.ts";

/** Everybody, so that whoever asks is among them. */
export const EVERYBODY = /^all(?:Authenticated)?Users$/i;

/** Principals whose members are not in the code: whoever it is may be among them. */
export const COLLECTIVE =
  /^(?:group|domain|principalSet|principalHierarchy|projectOwner|projectEditor|projectViewer):|^all(?:Authenticated)?Users$/i;

/** Principals that cannot be a deployer: everybody, convenience values, Google's own agents. */
export const NOT_A_DEPLOYER =
  /^all(?:Authenticated)?Users$|^project(?:Owner|Editor|Viewer):|@cloudservices\.gserviceaccount\.com$|^serviceAccount:service-[^@]*@/i;

export const isServiceAccount = (principal: string): boolean => principal.startsWith("serviceAccount:");

/** How the e-mail address of a project's default compute service account ends. */
export const DEFAULT_COMPUTE = "-compute@developer.gserviceaccount.com";

/** Stands for the default compute service account of a project, whose number is not in the code. */
export const DEFAULT_PRINCIPAL = "serviceAccount:default";

/** Whether a member or account, with its key, is the default compute service account of a project. */
export const isDefaultAccount = (value: Value, key: string | undefined, graph: Graph): boolean =>
  trailing(value).endsWith(DEFAULT_COMPUTE) ||
  (key !== undefined && mayBeDefault(key) && declared(key, graph)?.isDefault === true);

/** Default accounts are declared by being looked up. */
const mayBeDefault = (key: string): boolean => key.includes("#data.");

const declared = (principal: string, graph: Graph): ServiceAccount | undefined =>
  graph.declarationOf(principal.replace(/^serviceAccount:/, ""));

/** Whether the key of a member leaves open whom it names: near the code that says so, it may be whoever is asked about. */
export const isUnclear = (key: string): boolean => isOpaqueKey(key) || isVariable(key);

/** A variable of a script whose text is not known names one principal, but may be any. */
export const isVariable = (key: string): boolean =>
  key.includes("${") && key.includes("#$") && /\$\{[^}]*#\$/.test(nameInKey(key));
