import type { Resource } from "../../model/facts.ts";
import { display, known, literal, type Part, type Value } from "../../model/value.ts";
import { type NamedObject, namedObject } from "./member-form.ts";

/** What a `resourceRef` says. */
export interface ResourceForm {
  readonly kind: string;
  readonly field: "name" | "external";
  readonly value: readonly Part[];
  /** Of an object in a namespace that is told. */
  readonly object?: NamedObject;
}

/** How Config Connector names a resource; `undefined` where the resource does not tell enough. */
export function resourceForm({ type, fields }: Resource, scope: string): ResourceForm | undefined {
  switch (type) {
    case "iam.serviceAccounts":
      return accountForm(fields.name ?? fields.service_account_id, scope);
    case "resourcemanager.projects":
      return projectForm(fields.name ?? fields.project);
    default:
      return type !== undefined && Object.hasOwn(PLACED, type) ? placedForm(PLACED[type], fields, scope) : undefined;
  }
}

/** A kind whose full name is made of its project, mostly a location, and its own name behind this word. */
interface Placed {
  readonly kind: string;
  readonly word: string;
  readonly global?: boolean;
}

const PLACED: Readonly<Record<string, Placed>> = {
  "artifactregistry.repositories": { kind: "ArtifactRegistryRepository", word: "repositories" },
  "run.services": { kind: "RunService", word: "services" },
  "run.jobs": { kind: "RunJob", word: "jobs" },
  "secretmanager.secrets": { kind: "SecretManagerSecret", word: "secrets", global: true },
};

function accountForm(account: Value | undefined, scope: string): ResourceForm | undefined {
  const kind = "IAMServiceAccount";
  if (account === undefined) return undefined;
  const object: NamedObject | undefined = namedObject(account, scope);
  if (object !== undefined)
    return object.kind === kind ? { kind, field: "name", value: object.name, object } : undefined;
  const value = accountName(account);
  return value === undefined ? undefined : { kind, field: "external", value };
}

/** The resource name of an account that is written as an e-mail address, a member or a resource name. */
export function accountName(account: Value): readonly Part[] | undefined {
  const parts = withoutPrefix(account.parts);
  const text = display({ ...account, parts });
  if (text.startsWith("projects/")) return parts;
  if (!text.includes("@")) return undefined;
  return [literal(`projects/${projectOf(account)}/serviceAccounts/`), ...parts];
}

const withoutPrefix = ([first, ...rest]: readonly Part[]): readonly Part[] =>
  first?.kind === "literal"
    ? [literal(first.text.replace(/^serviceAccount:/, "")), ...rest]
    : first
      ? [first, ...rest]
      : [];

/** The project in an e-mail address; `-` stands for it where the address does not hold it. */
const projectOf = (account: Value): string =>
  /@([a-z][a-z0-9-]*)\.iam\.gserviceaccount\.com$/.exec(known(account) ?? "")?.[1] ?? "-";

function projectForm(project: Value | undefined): ResourceForm | undefined {
  if (project === undefined) return undefined;
  const prefix = display(project).startsWith("projects/") ? [] : [literal("projects/")];
  return { kind: "Project", field: "external", value: [...prefix, ...project.parts] };
}

function placedForm(placed: Placed | undefined, fields: Resource["fields"], scope: string): ResourceForm | undefined {
  const name = fields.name ?? fields.repository;
  if (placed === undefined || name === undefined) return undefined;
  const { kind, word, global = false } = placed;
  const object = namedObject(name, scope);
  if (object !== undefined) return object.kind === kind ? { kind, field: "name", value: object.name } : undefined;
  if (display(name).startsWith("projects/")) return { kind, field: "external", value: name.parts };
  const { project, location } = fields;
  if (project === undefined || (location === undefined && !global)) return undefined;
  const place = location === undefined || global ? [] : [literal("/locations/"), ...location.parts];
  const value = [literal("projects/"), ...project.parts, ...place, literal(`/${word}/`), ...name.parts];
  return { kind, field: "external", value };
}
