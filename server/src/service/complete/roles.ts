import type { Catalog, Role } from "../../core/catalog/catalog.ts";
import type { CustomRole } from "../../core/model/facts.ts";
import { display } from "../../core/model/value.ts";
import { type Insertion, writeExpression, writeText } from "./insertion.ts";
import type { Item } from "./item.ts";
import { matcherOf } from "./match.ts";

/** Ranks by how a role suits the resource; how well the typed text fits weighs more. */
const SUITS = { own: 0, best: 1, fits: 2, service: 3, other: 4, misfit: 5, deprecated: 6, agent: 7 } as const;
const WEIGHT = 10;

/** Roles of the catalog for a resource of the given type. */
export function roleItems(catalog: Catalog, insertion: Insertion, type: string | undefined): readonly Item[] {
  const match = matcherOf(insertion.typed);
  return catalog.roles().flatMap((role): readonly Item[] => {
    const quality = match(role.name, role.title);
    if (quality === undefined) return [];
    const { name, title, stage } = role;
    return [
      {
        label: name,
        kind: "role",
        detail: title,
        filter: `${name} ${title}`,
        rank: quality * WEIGHT + SUITS[suits(role, type, catalog)],
        edit: writeText(insertion, name),
        subject: { kind: "role", name },
        ...(stage === "DEPRECATED" && { deprecated: true }),
      },
    ];
  });
}

/** Resources that hold those of all services: a role of their own service suits them no better. */
const EVERYTHING: ReadonlySet<string> = new Set([
  "resourcemanager.projects",
  "resourcemanager.folders",
  "resourcemanager.organizations",
]);

function suits({ name, kind, stage }: Role, type: string | undefined, catalog: Catalog): keyof typeof SUITS {
  if (kind === "serviceAgent") return "agent";
  if (stage === "DEPRECATED") return "deprecated";
  if (type === undefined) return "other";
  const { fits } = catalog.fit(name, type);
  const isSameService = !EVERYTHING.has(type) && name.startsWith(`roles/${type.split(".", 1)[0]}.`);
  if (fits === true) return isSameService ? "best" : "fits";
  return fits === false ? "misfit" : isSameService ? "service" : "other";
}

/** Custom roles that the same Terraform module declares. */
export function customRoleItems(roles: readonly CustomRole[], insertion: Insertion): readonly Item[] {
  const match = matcherOf(insertion.typed);
  return roles.flatMap((role): readonly Item[] => {
    const name = role.address?.split("#")[1];
    const title = role.title === undefined ? "" : display(role.title);
    const quality = name === undefined ? undefined : match(name, title);
    if (name === undefined || quality === undefined || insertion.form === "plain") return [];
    const reference = `${name}.name`;
    const edit =
      insertion.form === "bare" ? writeExpression(insertion, reference) : writeText(insertion, `\${${reference}}`);
    const detail = title === "" ? {} : { detail: title };
    const rank = quality * WEIGHT + SUITS.own;
    return [{ label: reference, kind: "role", ...detail, filter: `${reference} ${title}`, rank, edit }];
  });
}
