import type { Catalog, RemovedRole, Role, Stage } from "../../core/catalog/catalog.ts";
import type { CustomRole } from "../../core/model/facts.ts";
import { display, known } from "../../core/model/value.ts";
import { type Block, type Description, describe, type Line, list, paragraph, title } from "./description.ts";
import { count, SHOWN, shortened } from "./lists.ts";

const DOCS = "https://cloud.google.com/iam/docs";

const KINDS: Readonly<Record<Role["kind"], string>> = {
  basic: "Basic role",
  predefined: "Predefined role",
  serviceAgent: "Service agent role, not meant to be granted by hand",
};

const STAGES: Readonly<Record<Stage, string | undefined>> = {
  GA: undefined,
  BETA: "beta",
  ALPHA: "alpha",
  DEPRECATED: "deprecated",
};

/** Google's page about a role; its list of all services where the role's name does not tell the service. */
export function roleUrl(name: string): string {
  const [, id = ""] = /^roles\/([\w.]+)$/.exec(name) ?? [];
  const service = id.split(".", 1)[0] ?? "";
  return service === id ? `${DOCS}/roles-permissions` : `${DOCS}/roles-permissions/${service}#${id}`;
}

/** What is known of a predefined, basic or former role; `undefined` for any other text. */
export function describeRole(name: string, catalog: Catalog): Description | undefined {
  const role = catalog.role(name);
  if (role !== undefined) return describe(roleBlocks(role, catalog));
  const removed = catalog.removed(name);
  if (removed !== undefined) return describe(removedBlocks(removed));
  return catalog.isUnlisted(name)
    ? describe([
        title({ code: name }),
        paragraph("A role that exists but that Google's lists leave out: its permissions are not known here."),
      ])
    : undefined;
}

function roleBlocks(role: Role, catalog: Catalog): readonly Block[] {
  const summary = catalog.summary(role.name);
  const dangerous = summary?.dangerous ?? [];
  const grantable = catalog.grantableOn(role.name);
  return [
    title(role.title, " (", { code: role.name }, ")"),
    paragraph([KINDS[role.kind], STAGES[role.stage], sizeOf(role)].filter((part) => part !== undefined).join(", ")),
    ...(summary === undefined ? [] : [paragraph(summary.text)]),
    ...(dangerous.length === 0 ? [] : [paragraph("Dangerous permissions:"), list(shortened(dangerous, dangerLine))]),
    ...(grantable.length === 0 ? [] : [paragraph(`Can be granted on: ${grantable.join(", ")}`)]),
    paragraph({ label: "Google's page", href: roleUrl(role.name) }, `; role catalog of ${catalog.date}`),
  ];
}

const dangerLine = ({ permission, why }: { readonly permission: string; readonly why: string }): Line => [
  { code: permission },
  `: ${why}`,
];

const sizeOf = ({ size }: Role): string =>
  size === undefined ? "permissions not known" : count(size, "permission", "permissions");

function removedBlocks({ name, title: former, removed, replacements }: RemovedRole): readonly Block[] {
  const since = removed === undefined ? "" : `: it was gone by ${removed}`;
  return [
    title(...(former === undefined ? [] : [former, " ("]), { code: name }, ...(former === undefined ? [] : [")"])),
    paragraph(`This role no longer exists${since}.`),
    ...(replacements.length === 0
      ? []
      : [paragraph("Likely replacements:"), list(shortened(replacements, (code) => [{ code }]))]),
  ];
}

/** A custom role that the workspace defines. */
export function describeCustomRole(role: CustomRole): Description {
  const name = known(role.id) ?? role.source;
  const stage = known(role.stage);
  const about = [`Custom role of ${role.level === "project" ? "a project" : "an organization"}`, sizeOfCustom(role)];
  const heading: Line = role.title === undefined ? [{ code: name }] : [display(role.title), " (", { code: name }, ")"];
  return describe([
    title(...heading),
    paragraph([...about, ...(stage === undefined ? [] : [stage])].join(", ")),
    ...(role.description === undefined ? [] : [paragraph(display(role.description))]),
    ...(role.permissions.length === 0
      ? []
      : [list(shortened(role.permissions, (permission) => [{ code: display(permission) }], 2 * SHOWN))]),
    paragraph("Defined by ", { code: role.source }),
  ]);
}

function sizeOfCustom({ permissions, complete }: CustomRole): string {
  const size = count(permissions.length, "permission", "permissions");
  return complete ? size : `at least ${size}`;
}
