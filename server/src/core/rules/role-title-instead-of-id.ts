import type { Catalog, Role } from "../catalog/catalog.ts";
import { withRole } from "../evidence/role-fixes.ts";
import { strayRole } from "../evidence/role-spelling.ts";
import { defineRule } from "./rule.ts";

const MOST_FIXES = 3;
const byCatalog = new WeakMap<Catalog, ReadonlyMap<string, readonly Role[]>>();

const folded = (title: string): string =>
  title
    .toLowerCase()
    .replace(/\(beta\)/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** Roles by their title, in one letter case. */
function rolesByTitle(catalog: Catalog): ReadonlyMap<string, readonly Role[]> {
  const made = byCatalog.get(catalog);
  if (made !== undefined) return made;
  const index = new Map<string, Role[]>();
  for (const role of catalog.roles()) {
    const key = folded(role.title);
    const same = index.get(key);
    if (same === undefined) index.set(key, [role]);
    else same.push(role);
  }
  byCatalog.set(catalog, index);
  return index;
}

/** Roles that the text is the title of, with or without the word "role" behind it. */
export function rolesTitled(text: string, catalog: Catalog): readonly Role[] {
  const title = folded(text.replace(/^roles\//, ""));
  const isWord = !title.includes(" ") && !/^[A-Z][a-z]+$/.test(text);
  if (title === "" || isWord || title.length > 200) return [];
  const index = rolesByTitle(catalog);
  return index.get(title) ?? index.get(title.replace(/ role$/, "")) ?? [];
}

export const roleTitleInsteadOfId = defineRule({
  id: "role-title-instead-of-id",
  title: "Title in the place of a role",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "A role has a title for people, `Cloud Run Invoker`, and a name, `roles/run.invoker`. The console shows the title; the API knows only the name and refuses a policy with anything else.",
  how: "Write the role's name. Where several roles have one title, the fixes offer up to three.",
  silent:
    "On single words, unless they are written like a title (`Viewer`), on all words in BigQuery, which has its own `READER`, `WRITER` and `OWNER`, and on values that are not fully known.",
  refs: ["https://cloud.google.com/iam/docs/roles-overview"],
  options: {},
  on: "binding",
  applies: (binding, context) => strayRole(binding, context) !== undefined,
  *check(binding, context) {
    const { role, resource } = binding;
    const text = strayRole(binding, context);
    if (role === undefined || text === undefined) return;
    const titled = rolesTitled(text, context.catalog);
    const [first] = titled;
    if (first === undefined || (!text.includes(" ") && resource.type?.startsWith("bigquery."))) return;
    const names = titled.slice(0, MOST_FIXES).map(({ name }) => name);
    yield {
      span: role.span,
      message: `\`${text}\` is the title of a role, whose name is ${names.map((name) => `\`${name}\``).join(" or ")}.`,
      fixes: names.map((name) => withRole(role, name, context.catalog, titled.length === 1 ? "safe" : "unsafe")),
    };
  },
});
