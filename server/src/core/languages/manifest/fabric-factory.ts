import type { Binding, Resource } from "../../model/facts.ts";
import { displayParts } from "../../model/value.ts";
import { holdsMark, type Mark } from "../marks.ts";
import { denyRulesOf, SNAKE } from "./deny-policy.ts";
import { FACTORY_ARGUMENTS, type FactoryArgument } from "./fabric-arguments.ts";
import { ENTITLEMENTS, placesInside, rootType, schemaIn } from "./fabric-places.ts";
import { type FactoryPlace, ownName, rowsOf } from "./fabric-rows.ts";
import { entrySpan, optional, type Reading } from "./reading.ts";
import { at, type Entry, entryOf, itemsOf, type Mapping, type Node, textAt } from "./tree.ts";

const ROLE = /^(?:roles\/|(?:projects|organizations)\/[^/]+\/roles\/|\$custom_roles:)/;
const MEMBER = /^(?:domain|group|serviceAccount|user|principal|principalSet|\$iam_principals):/;

/** Arguments that tell nothing by their form alone. */
const BESIDE: ReadonlySet<string> = new Set([
  "iam_deny_policies",
  "iam_self_roles",
  "network_subnet_users",
  "network_users",
  "pam_entitlements",
  "service_agent_iam",
  "service_agent_subnet_iam",
]);

/** Where an argument may be. */
const MARKS: readonly Mark[] = [
  ["_users", /_users["']?[ \t]*:/],
  ["_entitlements", /_entitlements["']?[ \t]*:/],
  ["iam", /iam(?:_\w+)?["']?[ \t]*:/],
];
const ARGUMENT =
  /^[ \t]*["']?(?:iam(?:_\w+)?|network_(?:subnet_)?users|service_agent_\w*iam|pam_entitlements|eligible_users)["']?[ \t]*:/m;

/** Cheap and never wrong the other way: whether a text may be a factory file. */
export const mayHoldFactory = (text: string): boolean => holdsMark(text, MARKS) && ARGUMENT.test(text);

/** A file from which a factory of Cloud Foundation Fabric makes a project, a folder and the like; `head` is what stands before it. */
export function readFactory(root: Mapping, head: string, reading: Reading): boolean {
  const schema = schemaIn(head);
  const places =
    schema === ENTITLEMENTS ? [] : [{ node: root, path: "", type: rootType(schema) }, ...inside(root, schema)];
  const telling = places.filter(({ node }) => has(node, (key) => isArgument(key)));
  const judged = telling.filter(({ node }) => has(node, (key) => isArgument(key) && !BESIDE.has(key)));
  if (schema === undefined && !(judged.length > 0 && judged.every(({ node }) => looksThePart(node)))) return false;
  if (schema === ENTITLEMENTS) reading.facts.push(...settled(readEntitlements(root, reading)));
  for (const place of telling) {
    reading.facts.push(...settled(readPlace(place, reading)));
    readDenials(place, reading);
    noteExempted(place, reading);
  }
  return telling.length > 0 || schema === ENTITLEMENTS;
}

const isArgument = (key: string): boolean => Object.hasOwn(FACTORY_ARGUMENTS, key) || key === "iam_deny_policies";

const has = ({ entries }: Mapping, matches: (key: string) => boolean): boolean =>
  entries.some(({ key }) => matches(key));

/** A file that is nothing but entitlements, on what another file describes. */
function readEntitlements(root: Mapping, reading: Reading): readonly Granting[] {
  const argument = FACTORY_ARGUMENTS.pam_entitlements;
  const place = { node: root, path: "", type: undefined };
  const keySpan = { ...root.span, end: root.span.start };
  const rows = argument === undefined ? [] : rowsOf({ key: "", keySpan, value: root }, argument, place, reading);
  return argument === undefined
    ? []
    : rows.map((row) => ({
        binding: { ...bindingOf(place, argument, reading), source: "pam_entitlements", ...row },
        merged: false,
      }));
}

/** Without a schema, the keys have to begin as roles and principals do, everywhere where they stand. */
function looksThePart(node: Mapping): boolean {
  const keysOf = (name: string): readonly string[] => {
    const value = at(node, name);
    return value?.kind === "mapping" ? value.entries.map(({ key }) => key) : [];
  };
  const roles = keysOf("iam");
  const members = ["iam_by_principals", "iam_by_principals_additive", "iam_by_principals_conditional"].flatMap(keysOf);
  const objects = ["iam_bindings", "iam_bindings_additive"].flatMap((name) => {
    const value = at(node, name);
    return value?.kind === "mapping" ? value.entries.map(({ value: inner }) => textAt(inner, "role") ?? "") : [];
  });
  const isSure = [...roles, ...members, ...objects].length > 0;
  return isSure && [...roles, ...objects].every((role) => ROLE.test(role)) && members.every((one) => MEMBER.test(one));
}

function inside(root: Mapping, schema: string | undefined): readonly FactoryPlace[] {
  return placesInside(schema).flatMap(([path, type]) => {
    const steps = path.split(".");
    const reached = steps.reduce<readonly { readonly node: Mapping; readonly path: string }[]>(
      (from, step) => from.flatMap(({ node, path: before }) => stepInto(node, before, step)),
      [{ node: root, path: "" }],
    );
    return reached.map((one) => ({ ...one, type }));
  });
}

function stepInto(node: Mapping, before: string, step: string) {
  const entries = step === "*" ? node.entries : [entryOf(node, step)].filter((entry) => entry !== undefined);
  return entries.flatMap(({ key, value }) =>
    value?.kind === "mapping" ? [{ node: value, path: before === "" ? key : `${before}.${key}` }] : [],
  );
}

/** A binding, and whether its members are put together with those of others. */
interface Granting {
  readonly binding: Binding;
  readonly merged: boolean;
}

function readPlace(place: FactoryPlace, reading: Reading): readonly Granting[] {
  return place.node.entries.flatMap((entry) => {
    const { key } = entry;
    const argument = Object.hasOwn(FACTORY_ARGUMENTS, key) ? FACTORY_ARGUMENTS[key] : undefined;
    if (argument === undefined || reading.isFull) return [];
    return rowsOf(entry, argument, place, reading).map((row) => ({
      binding: { ...bindingOf(place, argument, reading), source: sourceOf(place, key), ...row },
      merged: argument.merged === true,
    }));
  });
}

const sourceOf = ({ path }: FactoryPlace, key: string): string => (path === "" ? key : `${path}.${key}`);

function bindingOf(place: FactoryPlace, { authority }: FactoryArgument, reading: Reading) {
  const host = reading.value(at(place.node, "host_project"), "resource");
  const resource: Resource = { ...optional("type", place.type), fields: { name: host ?? ownName(place, reading) } };
  return {
    kind: "binding",
    effect: "grant",
    authority,
    scope: reading.scope,
    resource,
    members: [],
    complete: false,
  } as const;
}

/** Deny policies of the resource that a place describes. */
function readDenials({ node, path, type }: FactoryPlace, reading: Reading): void {
  for (const entry of type?.startsWith("resourcemanager.") ? entriesOf(at(node, "iam_deny_policies")) : [])
    reading.facts.push({
      kind: "deny-policy",
      span: entrySpan(entry),
      head: entry.keySpan,
      source: `${path === "" ? "" : `${path}.`}iam_deny_policies.${entry.key}`,
      scope: reading.scope,
      rules: denyRulesOf(itemsOf(at(entry.value, "rules")), SNAKE, reading),
    });
}

/** Principals that are named without being granted anything. */
function noteExempted({ node }: FactoryPlace, reading: Reading): void {
  for (const service of entriesOf(at(node, "data_access_logs")))
    for (const kind of entriesOf(service.value)) reading.list(at(kind.value, "exempted_members"), "member");
}

const entriesOf = (node: Node | undefined): readonly Entry[] => (node?.kind === "mapping" ? node.entries : []);

/** Roles that two merged arguments list have one owner: only the first counts as such, and neither shows all members. */
function settled(found: readonly Granting[]): readonly Binding[] {
  const keyOf = ({ role, condition }: Binding): string =>
    [role, condition?.title, condition?.expression].map((value) => displayParts(value?.parts ?? [])).join("\n");
  const counts = new Map<string, number>();
  for (const { binding, merged } of found)
    if (merged) counts.set(keyOf(binding), (counts.get(keyOf(binding)) ?? 0) + 1);
  const seen = new Set<string>();
  return found.map(({ binding, merged }) => {
    const key = keyOf(binding);
    if (!merged || (counts.get(key) ?? 0) < 2) return binding;
    const isFirst = !seen.has(key);
    seen.add(key);
    return { ...binding, complete: false, ...(isFirst ? {} : { repeated: true }) };
  });
}
