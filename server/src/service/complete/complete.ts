import { openCatalog } from "../../core/catalog/open.ts";
import type { Source } from "../../core/languages/language.ts";
import type { ServiceAccount } from "../../core/model/facts.ts";
import type { Slot, Value } from "../../core/model/value.ts";
import { touches } from "../../core/text/span.ts";
import type { Description } from "../describe/description.ts";
import { describePermission } from "../describe/permission.ts";
import { describeRole } from "../describe/role.ts";
import { locate } from "../locate.ts";
import type { Workspace } from "../workspace.ts";
import { type Insertion, insertionAt } from "./insertion.ts";
import { best, type Completion, type Item, type Subject } from "./item.ts";
import { accountItems, prefixItems } from "./members.ts";
import { permissionItems } from "./permissions.ts";
import { customRoleItems, roleItems } from "./roles.ts";

const SLOTS: ReadonlySet<Slot> = new Set(["role", "member", "permission"]);

/** What can stand where the cursor is; `undefined` outside of roles, members and permissions. */
export function complete(workspace: Workspace, uri: string, offset: number): Completion | undefined {
  const source = workspace.source(uri);
  const language = workspace.language(uri);
  const value = locate(workspace, uri, offset, SLOTS)?.values[0];
  if (source === undefined || language === undefined || value === undefined) return undefined;
  if (value.span.uri !== uri || !touches(value.span, offset)) return undefined;
  const insertion = insertionAt(source, value, offset, language.id);
  return insertion && best(itemsFor(value, insertion, source, workspace));
}

/** The text that goes with an item, for when it is looked at. */
export const documentation = ({ kind, name }: Subject): Description | undefined =>
  kind === "role" ? describeRole(name, openCatalog()) : describePermission(name, openCatalog());

function itemsFor(value: Value, insertion: Insertion, source: Source, workspace: Workspace): readonly Item[] {
  const isTerraform = workspace.language(source.uri)?.id === "terraform";
  switch (value.slot) {
    case "role": {
      const declared = workspace.unitFacts(source.uri).filter((fact) => fact.kind === "custom-role");
      const custom = isTerraform ? customRoleItems(declared, insertion) : [];
      return [...custom, ...roleItems(openCatalog(), insertion, value.resourceType)];
    }
    case "member": {
      const unit = new Set(workspace.joined(source.uri));
      const isNear = (account: ServiceAccount): boolean => isTerraform && unit.has(account.span.uri);
      const accounts = workspace.graph().accounts.filter((account) => !isManyfold(account, workspace));
      return [...accountItems(accounts, insertion, isNear), ...prefixItems(insertion)];
    }
    case "permission":
      return permissionItems(openCatalog(), insertion);
    default:
      return [];
  }
}

/** Whether a block stands for several accounts that were not told apart: a reference to it needs an index. */
function isManyfold({ address, span }: ServiceAccount, workspace: Workspace): boolean {
  const text = workspace.source(span.uri)?.text.slice(span.start, span.end) ?? "";
  return address?.endsWith("]") !== true && /^[ \t]*(?:for_each|count)[ \t]*=/m.test(text);
}
