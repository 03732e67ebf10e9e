import type { Binding, Fact, ServiceAccount } from "../model/facts.ts";
import { emailAttribute } from "../model/principal.ts";
import {
  known,
  literal,
  type Part,
  type Reference,
  soleReference,
  type Target,
  trailing,
  type Value,
} from "../model/value.ts";

/** Where declarations are found. */
export interface Declarations {
  /** The declared fact with an address. */
  declared(address: string): Fact | undefined;
  /** Key of a declared account. */
  keyOf(account: ServiceAccount): string;
  /** Equal for bindings on one resource in one scope. */
  resourceKeyOf(binding: Binding): string | undefined;
}

const ACCOUNT_ATTRIBUTES = new Set(["", "email", "member", "name", "id", "unique_id"]);
const RESOURCE_NAME = /^(?:\/\/iam\.googleapis\.com\/)?projects\/[^/]*\/serviceAccounts\//;
/** A project that is declared or looked up, named by any of its own names. */
export const PROJECT = /#(?:data\.)?google_project\./;
const PROJECT_ATTRIBUTES = new Set(["", "id", "name", "number", "project_id"]);
const PROJECT_ID = new Set(["project_id"]);
/** Stands for the project that nobody names: the provider's. */
const DEFAULT_PROJECT = "(default project)";
/** Texts of references that mean another thing at each use. */
export const CHANGING = /\b(?:each|count|self)\./;

/** Key of the principal that a member names, `undefined` when it cannot be told. */
export function memberKey(member: Value, scope: string, world: Declarations): string | undefined {
  const text = known(member);
  if (text !== undefined) return text === "" ? undefined : ofMember(text);
  const account = accountReference(member, scope, world);
  if (account !== undefined) return `serviceAccount:${account}`;
  const key = keyOf(expand(member.parts, world), scope);
  return key === undefined ? undefined : ofMember(key);
}

const ofMember = (key: string): string => (/^principal(?:Set|Hierarchy)?:/.test(key) ? key : lowerLiterals(key));

/** Key of a service account named by e-mail, member, resource name or reference. */
export function accountKey(named: Value, scope: string, world: Declarations): string | undefined {
  const value = behindPath(named);
  const account = accountReference(value, scope, world);
  if (account !== undefined) return account;
  const key = keyOf(expand(value.parts, world), scope);
  if (key === undefined) return undefined;
  const email = key.replace(/^serviceAccount:/i, "").replace(RESOURCE_NAME, "");
  return email === "" ? undefined : lowerLiterals(email);
}

const PATH_END = "/serviceAccounts/";

/** What stands behind `projects/…/serviceAccounts/`, where the project is not known; else the value itself. */
function behindPath(value: Value): Value {
  const [first] = value.parts;
  if (first?.kind !== "literal" || !first.text.startsWith("projects/") || first.text.includes(PATH_END)) return value;
  const at = value.parts.findIndex((part) => part.kind === "literal" && part.text.startsWith(PATH_END));
  const end = value.parts[at];
  if (end?.kind !== "literal") return value;
  const rest = end.text.slice(PATH_END.length);
  const parts = [...(rest === "" ? [] : [literal(rest)]), ...value.parts.slice(at + 1)];
  return parts.length === 0 ? value : { ...value, parts };
}

/** Key of a declared account: its e-mail where its parts are known, else its address. */
export function emailKey(account: ServiceAccount, world: Declarations): string {
  const parts = emailParts(account);
  const key = parts === undefined ? undefined : keyOf(expand(parts, world), account.scope);
  return key === undefined ? `\${${account.address ?? account.source}}` : lowerLiterals(key);
}

/** The project that a value names: by literal, or by an expression that means the same everywhere in its scope. */
export function projectKey(
  value: Value | undefined,
  scope: string,
): { readonly key: string; readonly literal: boolean } | undefined {
  if (value === undefined) return undefined;
  const sole = soleReference(value);
  if (sole?.target !== undefined && namesProject(sole)) return { key: `\${${sole.target.address}}`, literal: false };
  const key = keyOf(value.parts, scope);
  if (key === undefined) return undefined;
  return { key: key.replace(/^projects\//, ""), literal: !key.includes("${") };
}

/** Whether a reference names a declared project by any of its own names. */
export const namesProject = (reference: Reference): boolean =>
  PROJECT.test(reference.target?.address ?? "") && isWhole(reference, PROJECT_ATTRIBUTES);

/** The account's key when the value is nothing but a reference to a declared account, or to an account that Google made. */
export function accountReference(value: Value, scope: string, world: Declarations): string | undefined {
  const spelled = endsAsAddress(value) ? (spelledOut(value, world) ?? spelledAlike(value, scope, world)) : undefined;
  if (spelled !== undefined) return world.keyOf(spelled);
  const reference = soleReference(value) ?? behindPrefix(value);
  const target = reference?.target;
  if (reference === undefined || target === undefined) return undefined;
  const isAccount = isWhole(reference, ACCOUNT_ATTRIBUTES);
  const email = isAccount ? undefined : emailAttribute(target.address);
  if (!isAccount && (email === undefined || !isWhole(reference, new Set([email])))) return undefined;
  const fact = world.declared(target.address);
  if (fact?.kind === "service-account") return world.keyOf(fact);
  return (email ?? emailAttribute(target.address)) === undefined ? undefined : `\${${target.address}}`;
}

const ACCOUNT_ID = new Set(["account_id"]);
const ADDRESS_END = ".iam.gserviceaccount.com";

const endsAsAddress = (value: Value): boolean => trailing(value).endsWith(ADDRESS_END);

/** The declared account whose address is put together from its id: `${google_service_account.ci.account_id}@${var.project}.iam…`. */
function spelledOut({ parts }: Value, world: Declarations): ServiceAccount | undefined {
  const isPrefixed = parts[0]?.kind === "literal" && parts[0].text === "serviceAccount:";
  const [id, at, ...more] = isPrefixed ? parts.slice(1) : parts;
  if (id?.kind !== "reference" || id.target === undefined || !isWhole(id, ACCOUNT_ID)) return undefined;
  if (at?.kind !== "literal" || !at.text.startsWith("@") || more.length > 2) return undefined;
  const fact = world.declared(id.target.address);
  if (fact?.kind !== "service-account") return undefined;
  const written = more.length === 0 ? at.text.slice(1, -ADDRESS_END.length) : undefined;
  const home = known(fact.project);
  return written === undefined || home === undefined || written === home ? fact : undefined;
}

/** Begins the address by which an account is found whose id is known in part only: its e-mail address as it is spelled. */
export const SPELLED = "spelled:";

/** That address; `undefined` for an account that has no name of its own, whose id is known, or means another thing at each use. */
export function spelledAddress({ address, accountId, project, scope }: ServiceAccount): string | undefined {
  if (address === undefined || accountId === undefined || project === undefined || !accountId.parts.some(isOpen))
    return undefined;
  const key = keyOf([...accountId.parts, literal("@"), ...project.parts, literal(ADDRESS_END)], scope);
  return key === undefined || key.includes("#for.") ? undefined : spelling(key, scope);
}

/**
 * The declared account whose id and project are made of the same expressions (`sa-${var.env}@${var.project}.iam…`), in the scope or
 * in the one that handed the address over.
 */
function spelledAlike({ parts }: Value, scope: string, world: Declarations): ServiceAccount | undefined {
  const [first, ...rest] = parts;
  if (first === undefined) return undefined;
  const start = first.kind === "literal" ? first.text.replace(/^serviceAccount:/, "").replace(RESOURCE_NAME, "") : "";
  const written = first.kind === "literal" ? [literal(start), ...rest] : parts;
  const reference = parts.find((part) => part.kind === "reference");
  if (reference === undefined) return undefined;
  const key = keyOf(written, scope);
  for (const home of new Set([scope, reference.target?.address.split("#", 1)[0] ?? scope])) {
    const fact = key === undefined ? undefined : world.declared(spelling(key, home));
    if (fact?.kind === "service-account") return fact;
  }
  return undefined;
}

const isOpen = ({ kind }: Part): boolean => kind === "reference";

const spelling = (key: string, scope: string): string => `${scope}#${SPELLED}${lowerLiterals(key)}`;

/** The reference behind `serviceAccount:`, if that is all of a value. */
function behindPrefix({ parts }: Value): Reference | undefined {
  const [prefix, behind] = parts;
  const isPrefixed = prefix?.kind === "literal" && prefix.text === "serviceAccount:" && parts.length === 2;
  return isPrefixed && behind?.kind === "reference" ? behind : undefined;
}

/** Replaces references to declared accounts by what their e-mail address is made of, and those to declared projects by their ids. */
function expand(parts: readonly Part[], world: Declarations): readonly Part[] {
  return parts.flatMap((part) => {
    if (part.kind === "literal" || part.target === undefined) return [part];
    const fact = world.declared(part.target.address);
    const projectId = fact?.kind === "resource" && isWhole(part, PROJECT_ID) ? known(fact.name) : undefined;
    if (projectId !== undefined) return [literal(projectId)];
    if (fact?.kind !== "service-account" || !isWhole(part, ACCOUNT_ATTRIBUTES)) return [part];
    const email = emailParts(fact);
    const isTold = email !== undefined && keyOf(email, fact.scope) !== undefined;
    if (!isTold) return [addressPart(part, part.target.address)];
    return expand(email, world).map((one) => within(one, fact.scope));
  });
}

/** A part of a fact's value as other scopes see it. */
const within = (part: Part, scope: string): Part =>
  part.kind === "literal" || part.target !== undefined || CHANGING.test(part.text)
    ? part
    : { ...part, target: { address: `${scope}#${part.text}`, attribute: "" } };

const addressPart = (part: Reference, address: string): Reference => ({ ...part, target: { address, attribute: "" } });

/** What the e-mail address is made of, where the part before the `@` is known; the project may be the default one. */
function emailParts(account: ServiceAccount): readonly Part[] | undefined {
  if (account.email !== undefined) return account.email.parts;
  const name = known(account.accountId);
  if (name === undefined) return undefined;
  const project = account.project?.parts ?? [{ kind: "reference", text: DEFAULT_PROJECT, span: account.span } as const];
  return [literal(`${name}@`), ...project, literal(".iam.gserviceaccount.com")];
}

/** Whether a reference ends with one of these attributes of its target and means one thing at every use. */
export const isWhole = ({ text, target }: Reference, attributes: ReadonlySet<string>): boolean =>
  target !== undefined && attributes.has(target.attribute) && endsWithAttribute(text, target) && !CHANGING.test(text);

/** False when the expression goes deeper than the attribute: `data.terraform_remote_state.net.outputs.subnet`. */
export const endsWithAttribute = (text: string, { attribute }: Target): boolean =>
  attribute === "" || !(text.includes(`.${attribute}.`) || text.includes(`.${attribute}[`));

/** One text for equal values: literals as they are, references as `${…}`, qualified by what they name. */
export function keyOf(parts: readonly Part[], scope: string): string | undefined {
  let key = "";
  for (const part of parts) {
    if (part.kind === "literal") {
      key += part.text;
      continue;
    }
    if (CHANGING.test(part.text)) return undefined;
    const { target } = part;
    key +=
      target === undefined || !endsWithAttribute(part.text, target)
        ? `\${${scope}#${part.text}}`
        : `\${${target.address}${target.attribute && "."}${target.attribute}}`;
  }
  return key === "" ? undefined : key;
}

const lowerLiterals = (key: string): string => (key.includes("${") ? lowerPieces(key) : lowerValue(key, true));

const lowerPieces = (key: string): string =>
  key
    .split(/(\$\{[^}]*\})/)
    .map((piece, index) => (index % 2 === 1 ? piece : lowerValue(piece, index === 0)))
    .join("");

/** The provider and the API fold the case of e-mail addresses, not of the prefix. */
function lowerValue(text: string, first: boolean): string {
  const colon = first ? text.indexOf(":") + 1 : 0;
  return text.slice(0, colon) + text.slice(colon).toLowerCase();
}
