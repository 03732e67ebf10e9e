import type { Catalog } from "../../core/catalog/catalog.ts";
import { openCatalog } from "../../core/catalog/open.ts";
import { rules } from "../../core/rules/index.ts";
import { describePermission } from "../../service/describe/permission.ts";
import { describeRole } from "../../service/describe/role.ts";
import { describeRule } from "../../service/describe/rule.ts";
import { Misuse, orNearest } from "../misuse.ts";
import type { Command } from "./command.ts";

/** Tells what a role is and can do. */
export const role: Command = {
  name: "role",
  usage: "gcp-iam-lint role NAME",
  operandCount: [1, 1],
  about: "Tell what a predefined role can do and where it can be granted.",
  flags: [],
  run: ({ operands: [name = ""] }) => {
    const catalog = openCatalog();
    const told = describeRole(name, catalog) ?? describeRole(`roles/${name}`, catalog);
    if (told === undefined) throw new Misuse(`unknown role "${name}"${suggestions(rolesLike(name, catalog))}`);
    return { exit: 0, stdout: [`${told.plain}\n`] };
  },
};

/** Tells which roles hold a permission. */
export const permission: Command = {
  name: "permission",
  usage: "gcp-iam-lint permission NAME",
  operandCount: [1, 1],
  about: "Tell which roles hold a permission.",
  flags: [],
  run: ({ operands: [name = ""] }) => {
    const catalog = openCatalog();
    const told = describePermission(name, catalog);
    if (told === undefined)
      throw new Misuse(`unknown permission "${name}"${orNearest(name, permissionsLike(name, catalog))}`);
    return { exit: 0, stdout: [`${told.plain}\n`] };
  },
};

/** Tells what a rule is about, or which rules there are. */
export const explain: Command = {
  name: "explain",
  usage: "gcp-iam-lint explain [RULE]",
  operandCount: [0, 1],
  about: "Tell what a rule looks for, why, and how to mend what it finds; without a rule, list them all.",
  flags: [],
  run: ({ operands: [id] }) => {
    if (id === undefined) return { exit: 0, stdout: ruleList() };
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined)
      throw new Misuse(
        `unknown rule "${id}"${orNearest(
          id,
          rules.map((one) => one.id),
        )}`,
      );
    return { exit: 0, stdout: [`${describeRule(rule).plain}\n`] };
  },
};

function ruleList(): readonly string[] {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`);
}

const rolesLike = (name: string, catalog: Catalog): readonly string[] => {
  const found = catalog.similar(name);
  const similar = found.length > 0 ? found : catalog.similar(`roles/${name}`);
  return similar.map((suggestion) => suggestion.role.name);
};

/** Permissions of the same service, as far as roles hold them. */
function permissionsLike(name: string, catalog: Catalog): readonly string[] {
  const service = name.split(".", 1)[0] ?? "";
  const near = catalog.roles().filter((one) => one.name.startsWith(`roles/${service}.`));
  const names = ["roles/owner", ...near.map((one) => one.name)].flatMap((one) => catalog.permissionsOf(one) ?? []);
  return [...new Set(names)];
}

const suggestions = (names: readonly string[]): string =>
  names.length === 0 ? "" : `; did you mean ${names.map((name) => `"${name}"`).join(" or ")}?`;
