import type { Binding, Condition, Fact, ServiceAccount } from "../model/facts.ts";
import { emailAttribute } from "../model/principal.ts";
import { known, literal, type Part, type Reference, soleReference, type Target, type Value } from "../model/value.ts";

/** Finds a declared fact by its address. */
export type Declared = (address: string) => Fact | undefined;

const ACCOUNT_ATTRIBUTES = new Set(["", "email", "member", "name", "id", "unique_id"]);
const RESOURCE_NAME = /^(?:\/\/iam\.googleapis\.com\/)?projects\/[^/]*\/serviceAccounts\//;
/** Attributes that name the whole of a resource, so that two of them are one. */
const IDENTIFYING = new Set(["", "name", "id", "self_link"]);
/** A project that is declared or looked up, named by any of its own names. */
const PROJECT = /#(?:data\.)?google_project\./;
const PROJECT_ATTRIBUTES = new Set(["", "id", "name", "number", "project_id"]);
/** Stands for the project that nobody names: the provider's. */
const DEFAULT_PROJECT = "(default project)";
/** Texts of references that mean another thing at each use. */
const CHANGING = /\b(?:each|count|self)\./;

/** Key of the principal that a member names, `undefined` when it cannot be told. */
export function memberKey(member: Value, scope: string, declared: Declared): string | undefined {
  const account = accountReference(member, declared);
  if (account !== undefined) return `serviceAccount:${account}`;
  const key = keyOf(expand(member.parts, declared), scope);
  if (key === undefined) return undefined;
  return /^principal(?:Set|Hierarchy)?:/.test(key) ? key : lowerLiterals(key);
}

/** Key of a service account named by e-mail, member, resource name or reference. */
export function accountKey(value: Value, scope: string, declared: Declared): string | undefined {
  const account = accountReference(value, declared);
  if (account !== undefined) return account;
  const key = keyOf(expand(value.parts, declared), scope);
  if (key === undefined) return undefined;
  const email = key.replace(/^serviceAccount:/i, "").replace(RESOURCE_NAME, "");
  return email === "" ? undefined : lowerLiterals(email);
}

/** Equal for bindings of one role on one resource under one condition in one scope. */
export function grantKey(binding: Binding, declared: Declared): string | undefined {
  const { scope, role, resource, condition } = binding;
  if (role === undefined || resource.type === undefined) return undefined;
  const roleKey = keyOf(role.parts, scope);
  const fields = Object.entries(resource.fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = fields.map(([field, value]) => fieldKey(field, value, scope, declared));
  const conditionKey = condition === undefined ? "" : keyOfCondition(condition, scope);
  if (roleKey === undefined || conditionKey === undefined || keys.length === 0 || keys.includes(undefined))
    return undefined;
  return [scope, resource.type, ...keys, roleKey, conditionKey].join("\n");
}

function fieldKey(field: string, value: Value, scope: string, declared: Declared): string | undefined {
  const account = accountReference(value, declared);
  if (account !== undefined) return `${field}=${account}`;
  const reference = soleReference(value);
  const named = reference !== undefined && isWhole(reference, IDENTIFYING) ? reference.target : undefined;
  const key = named === undefined ? keyOf(value.parts, scope) : `\${${named.address}}`;
  return key === undefined ? undefined : `${field}=${key}`;
}

function keyOfCondition({ title, expression }: Condition, scope: string): string | undefined {
  const keys = [title, expression].map((value) => (value === undefined ? undefined : keyOf(value.parts, scope)));
  return keys.includes(undefined) ? undefined : keys.join("\n");
}

/** Key of a declared account: its e-mail where its parts are known, else its address. */
export function emailKey(account: ServiceAccount, declared: Declared): string {
  const parts = emailParts(account);
  const key = parts === undefined ? undefined : keyOf(expand(parts, declared), account.scope);
  return key === undefined ? `\${${account.address ?? account.source}}` : lowerLiterals(key);
}

/** The project that a value names: by literal, or by an expression that means the same everywhere in its scope. */
export function projectKey(
  value: Value | undefined,
  scope: string,
): { readonly key: string; readonly literal: boolean } | undefined {
  if (value === undefined) return undefined;
  const sole = soleReference(value);
  if (sole?.target !== undefined && PROJECT.test(sole.target.address) && isWhole(sole, PROJECT_ATTRIBUTES)) {
    return { key: `\${${sole.target.address}}`, literal: false };
  }
  const key = keyOf(value.parts, scope);
  if (key === undefined) return undefined;
  return { key: key.replace(/^projects\//, ""), literal: !key.includes("${") };
}

/** The account's key when the value is nothing but a reference to a declared account, or to an account that Google made. */
function accountReference(value: Value, declared: Declared): string | undefined {
  const reference = soleReference(value) ?? behindPrefix(value);
  const target = reference?.target;
  if (reference === undefined || target === undefined) return undefined;
  const email = emailAttribute(target.address);
  const isNamed =
    isWhole(reference, ACCOUNT_ATTRIBUTES) || (email !== undefined && isWhole(reference, new Set([email])));
  if (!isNamed) return undefined;
  const fact = declared(target.address);
  if (fact?.kind === "service-account") return emailKey(fact, declared);
  return email === undefined ? undefined : `\${${target.address}}`;
}

/** The reference behind `serviceAccount:`, if that is all of a value. */
function behindPrefix({ parts: [prefix, behind, ...more] }: Value): Reference | undefined {
  const isPrefixed = prefix?.kind === "literal" && prefix.text === "serviceAccount:" && more.length === 0;
  return isPrefixed && behind?.kind === "reference" ? behind : undefined;
}

/** Replaces references to declared accounts by what their e-mail address is made of. */
function expand(parts: readonly Part[], declared: Declared): readonly Part[] {
  return parts.flatMap((part) => {
    if (part.kind === "literal" || part.target === undefined) return [part];
    const fact = declared(part.target.address);
    if (fact?.kind !== "service-account" || !isWhole(part, ACCOUNT_ATTRIBUTES)) return [part];
    const email = emailParts(fact);
    const isTold = email !== undefined && keyOf(email, fact.scope) !== undefined;
    return isTold ? email.map((one) => within(one, fact.scope)) : [addressPart(part, part.target.address)];
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
const isWhole = ({ text, target }: Reference, attributes: ReadonlySet<string>): boolean =>
  target !== undefined && attributes.has(target.attribute) && endsWithAttribute(text, target) && !CHANGING.test(text);

/** False when the expression goes deeper than the attribute: `data.terraform_remote_state.net.outputs.subnet`. */
const endsWithAttribute = (text: string, { attribute }: Target): boolean =>
  attribute === "" || !(text.includes(`.${attribute}.`) || text.includes(`.${attribute}[`));

/** One text for equal values: literals as they are, references as `${…}`, qualified by what they name. */
function keyOf(parts: readonly Part[], scope: string): string | undefined {
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

const lowerLiterals = (key: string): string =>
  key
    .split(/(\$\{[^}]*\})/)
    .map((piece, index) => (index % 2 === 1 ? piece : lowerValue(piece, index === 0)))
    .join("");

/** The provider and the API fold the case of e-mail addresses, not of the prefix. */
function lowerValue(text: string, first: boolean): string {
  const colon = first ? text.indexOf(":") + 1 : 0;
  return text.slice(0, colon) + text.slice(colon).toLowerCase();
}
