import type { Binding, Condition, Fact, NamedResource, Workload } from "../model/facts.ts";
import { known, type Reference, soleReference, type Value } from "../model/value.ts";
import {
  accountKey,
  accountReference,
  CHANGING,
  type Declarations,
  endsWithAttribute,
  isWhole,
  keyOf,
  namesProject,
  projectKey,
} from "./identity.ts";

const ACCOUNTS = "iam.serviceAccounts";
const PROJECTS = "resourcemanager.projects";
/** Types whose names are one thing in all projects, by what may stand in front of the name. */
const GLOBAL: Readonly<Record<string, RegExp>> = {
  "storage.buckets": /^(?:\/\/storage\.googleapis\.com\/|(?:projects\/_\/)?buckets\/|b\/)/,
};
const FULL_NAME = /^(?:\/\/[^/]+\/)?projects\/([^/]+)\/(?:locations\/([^/]+)\/)?[^/]+\/([^/]+)$/;
/** Attributes that name the whole of a resource, so that two of them are one. */
const IDENTIFYING = new Set(["", "name", "id", "self_link"]);

/** A value and the scope in which it means what it says. */
interface Placed {
  readonly value: Value;
  readonly scope: string;
}

/** Equal for bindings of one role on one resource under a condition in one scope. */
export function grantKey(binding: Binding, condition: Condition | undefined, world: Declarations): string | undefined {
  const { scope, role } = binding;
  const resource = world.resourceKeyOf(binding);
  const roleKey = role && keyOf(role.parts, scope);
  const conditionKey = condition === undefined ? "" : keyOfCondition(condition, scope);
  if (resource === undefined || roleKey === undefined || conditionKey === undefined) return undefined;
  return [resource, roleKey, conditionKey].join("\n");
}

/** The provider and the API tell conditions apart by all three parts, of which the description may be left out. */
function keyOfCondition({ title, expression, description }: Condition, scope: string): string | undefined {
  const keys = [title, expression].map((value) => (value === undefined ? undefined : keyOf(value.parts, scope)));
  keys.push(description === undefined ? "" : keyOf(description.parts, scope));
  return keys.includes(undefined) ? undefined : keys.join("\n");
}

/**
 * Equal for bindings on one resource in one scope, however it is named: by its name, its full name or by reference. Of a resource
 * that is named by reference, its own place and project need not be told.
 */
export function resourceKey(binding: Binding, world: Declarations): string | undefined {
  const { scope, resource } = binding;
  if (resource.type === undefined) return undefined;
  const keys = keysOf(binding, resource.type, world);
  if (keys.length === 0 || keys.includes(undefined)) return undefined;
  const isPlaced = Object.hasOwn(GLOBAL, resource.type) || keys.some((key) => PLACED.test(key ?? ""));
  const provider = isPlaced || resource.provider === undefined ? [] : [resource.provider];
  return [scope, resource.type, ...provider, ...keys].join("\n");
}

/** A key that tells the project, or by its declaration the whole resource. */
const PLACED = /^(?:project=.|name=\$\{|name=.*@)/;

type Keys = readonly (string | undefined)[];

function keysOf(binding: Binding, type: string, world: Declarations): Keys {
  const { scope, resource, address } = binding;
  const { name } = resource.fields;
  if (address !== undefined && isDataset(address)) return keysOfNamed(address, binding, world);
  if (name !== undefined && type === ACCOUNTS) return [labelled("name", accountKey(name, scope, world))];
  if (name !== undefined && type === PROJECTS) return [projectField("name", { value: name, scope }, world)];
  const text = name === undefined ? undefined : known(told({ value: name, scope }, world)?.value);
  if (text !== undefined && text !== "") return keysOfText(text, binding, type, world);
  const own = namedBy(name);
  return own === undefined ? fieldKeys(resource.fields, scope, world) : keysOfNamed(own, binding, world);
}

/** Of a resource whose name is known: that of the declaration that it refers to, or as it is written. */
function keysOfText(text: string, { scope, resource }: Binding, type: string, world: Declarations): Keys {
  const prefix = Object.hasOwn(GLOBAL, type) ? GLOBAL[type] : undefined;
  if (prefix !== undefined) return [`name=${text.replace(prefix, "")}`];
  const { name, project, location, ...others } = resource.fields;
  const [, inProject, inLocation, last = text] = FULL_NAME.exec(text) ?? [];
  const own = name && declaration(name, world);
  const placeOf = (field: "project" | "location", value: Value | undefined): Placed | undefined =>
    value !== undefined ? { value, scope } : own?.[field] && { value: own[field], scope: own.scope };
  return [
    `name=${last}`,
    inProject === undefined ? projectField("project", placeOf("project", project), world) : `project=${inProject}`,
    inLocation === undefined ? placeField(placeOf("location", location), world) : `location=${inLocation}`,
    ...fieldKeys(others, scope, world),
  ];
}

/** Of a resource that is told by its declaration alone. */
function keysOfNamed(own: string, { scope, resource }: Binding, world: Declarations): Keys {
  const others = Object.entries(resource.fields).filter(
    ([field, value]) => !isOwnField(field, value, own, scope, world),
  );
  return [`name=\${${own}}`, ...fieldKeys(Object.fromEntries(others), scope, world)];
}

const fieldKeys = (fields: Readonly<Record<string, Value>>, scope: string, world: Declarations): Keys =>
  Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => fieldKey(field, value, scope, world));

const labelled = (field: string, key: string | undefined): string | undefined =>
  key === undefined ? undefined : `${field}=${key}`;

/** The project that a field names; empty for the default one. */
function projectField(field: string, placed: Placed | undefined, world: Declarations): string | undefined {
  const own = placed && told(placed, world);
  return own === undefined ? `${field}=` : labelled(field, projectKey(own.value, own.scope)?.key);
}

function placeField(placed: Placed | undefined, world: Declarations): string | undefined {
  const own = placed && told(placed, world);
  return own === undefined ? "location=" : fieldKey("location", own.value, own.scope, world);
}

/** A dataset that lists its own access: the statement and the resource are one. */
const isDataset = (address: string): boolean => /#google_bigquery_dataset\.[^.]*$/.test(address);

const isNamed = (fact: Fact | undefined): fact is NamedResource | Workload =>
  fact?.kind === "resource" || fact?.kind === "workload";

/** The declared thing, known by its name, that a value names. */
function declaration(value: Value, world: Declarations): NamedResource | Workload | undefined {
  const target = soleReference(value)?.target;
  const fact = target === undefined ? undefined : world.declared(target.address);
  return isNamed(fact) ? fact : undefined;
}

const PLACES: ReadonlySet<string> = new Set(["location", "region", "zone"]);
/** The longest way from one declaration to the next. */
const MOST_STEPS = 4;

/**
 * What a value is by the word of the declaration that it refers to: `google_storage_bucket.b.name` by that bucket's name. Nothing
 * where the declaration leaves it to the default; the value itself where no declaration tells.
 */
export function told(placed: Placed, world: Declarations, steps = MOST_STEPS): Placed | undefined {
  const reference = soleReference(placed.value);
  const target = reference?.target;
  if (steps === 0 || reference === undefined || target === undefined) return placed;
  if (CHANGING.test(reference.text) || !isSettled(reference) || !endsWithAttribute(reference.text, target))
    return placed;
  const fact = world.declared(target.address);
  const isAccount = fact?.kind === "service-account";
  if (!isNamed(fact) && !isAccount) return placed;
  if (target.attribute === "project" || (PLACES.has(target.attribute) && !isAccount)) {
    const value = target.attribute === "project" ? fact.project : isAccount ? undefined : fact.location;
    return value && told({ value, scope: fact.scope }, world, steps - 1);
  }
  const name = !isAccount && (identifies(reference) || namesProject(reference)) ? fact.name : undefined;
  return name === undefined || known(name) === undefined ? placed : { value: name, scope: fact.scope };
}

/** The declared resource that a value names as a whole, service accounts and projects apart. */
function namedBy(value: Value | undefined): string | undefined {
  const reference = value && soleReference(value);
  const address = reference?.target?.address;
  if (
    reference === undefined ||
    address === undefined ||
    /#(?:data\.)?google_(?:\w+_)?(?:service_account|project)\./.test(address)
  )
    return undefined;
  return identifies(reference) && isSettled(reference) ? address : undefined;
}

/** Whether an attribute names all of a resource: its `name` or `id`, or the `secret_id` of a secret. */
function identifies(reference: Reference): boolean {
  const { address = "", attribute = "" } = reference.target ?? {};
  const type = /#(?:data\.)?(\w+)\./.exec(address)?.[1] ?? "";
  const isOwnId = attribute.endsWith("_id") && type.endsWith(`_${attribute.slice(0, -3)}`);
  return isWhole(reference, isOwnId ? new Set([attribute]) : IDENTIFYING);
}

/** False for one of several instances that is not told apart: its address is that of all. */
const isSettled = ({ text, target }: Reference): boolean =>
  !text.includes("[") || /\[0\]/.test(text) || target?.address.endsWith("]") === true;

/** Whether a field says only what the resource says of itself. */
function isOwnField(field: string, value: Value, own: string, scope: string, world: Declarations): boolean {
  if (field === "name") return true;
  const target = soleReference(value)?.target;
  if (target?.address === own) return true;
  const fact = world.declared(own);
  const word = fact?.kind === "workload" && (field === "project" || field === "location") ? fact[field] : undefined;
  const key = keyOf(value.parts, scope);
  return word !== undefined && key !== undefined && key === keyOf(word.parts, fact?.scope ?? scope);
}

function fieldKey(field: string, value: Value, scope: string, world: Declarations): string | undefined {
  const account = accountReference(value, scope, world);
  if (account !== undefined) return `${field}=${account}`;
  const reference = soleReference(value);
  const isResource = reference !== undefined && isWhole(reference, IDENTIFYING) && isSettled(reference);
  const named = isResource ? reference.target : undefined;
  const key = named === undefined ? keyOf(value.parts, scope) : `\${${named.address}}`;
  const isLoose = named === undefined && reference?.target !== undefined && !isSettled(reference);
  return key === undefined ? undefined : `${field}=${isLoose ? reference.text : key}`;
}
