import assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalog, Role } from "../../server/src/core/catalog/catalog.ts";
import type { AnyRule } from "../../server/src/core/rules/rule.ts";
import { describe, list, paragraph, prose, title } from "../../server/src/service/describe/description.ts";
import { describePermission } from "../../server/src/service/describe/permission.ts";
import { describeRole, roleUrl } from "../../server/src/service/describe/role.ts";
import { describeRule } from "../../server/src/service/describe/rule.ts";

const role = (name: string, more: Partial<Role> = {}): Role => ({
  name,
  title: "A Title",
  stage: "GA",
  kind: "predefined",
  size: 1,
  ...more,
});

/** A catalog that knows only what a test gives it. */
const catalogOf = (known: Partial<Catalog>): Catalog =>
  ({
    date: "2026-01-02",
    role: () => undefined,
    removed: () => undefined,
    isUnlisted: () => false,
    permission: () => undefined,
    rolesHolding: () => [],
    grantableOn: () => [],
    summary: () => undefined,
    ...known,
  }) as unknown as Catalog;

test("text of others is shown as it is written", () => {
  const shown = describe([
    title("a_b *c* <d>"),
    paragraph({ code: "x`y\nz" }, " [e](f) ", { strong: "!_g_" }, " ", { label: "h]", href: "https://i" }),
    list([["\\j"], ["k|l"]]),
    prose("**as** it is\n"),
  ]);
  assert.equal(
    shown.markdown,
    "**a\\_b \\*c\\* \\<d\\>**\n\n`x'y z` \\[e\\](f) **!\\_g\\_** [h\\]](https://i)\n- \\\\j\n- k\\|l\n\n**as** it is",
  );
  assert.equal(shown.plain, "a_b *c* <d>\n\nx`y z [e](f) !_g_ h]: https://i\n- \\j\n- k|l\n\n**as** it is");
});

test("a role of which little is known", () => {
  const catalog = catalogOf({ role: (name) => role(name, { stage: "BETA", size: undefined }) });
  assert.equal(
    describeRole("roles/a.b", catalog)?.plain,
    [
      "A Title (roles/a.b)",
      "Predefined role, beta, permissions not known",
      "Google's page: https://cloud.google.com/iam/docs/roles-permissions/a#a.b; role catalog of 2026-01-02",
    ].join("\n\n"),
  );
});

test("a role that is gone, with its replacements", () => {
  const catalog = catalogOf({
    removed: (name) => ({ name, removed: "2025-01-01", title: undefined, replacements: ["roles/c.d"] }),
  });
  assert.equal(
    describeRole("roles/a.b", catalog)?.plain,
    "roles/a.b\n\nThis role no longer exists: it was gone by 2025-01-01.\n\nLikely replacements:\n- roles/c.d",
  );
});

test("a role that Google's lists leave out", () => {
  assert.match(
    describeRole("roles/a.b", catalogOf({ isUnlisted: () => true }))?.plain ?? "",
    /^roles\/a\.b\n\nA role that exists/,
  );
  assert.equal(describeRole("roles/a.b", catalogOf({})), undefined);
});

test("Google's pages of roles", () => {
  const pages = "https://cloud.google.com/iam/docs/roles-permissions";
  assert.equal(roleUrl("roles/compute.instanceAdmin.v1"), `${pages}/compute#compute.instanceAdmin.v1`);
  assert.equal(roleUrl("roles/owner"), pages);
  assert.equal(roleUrl("roles/a b"), pages);
});

test("a permission that many roles hold", () => {
  const holders = Array.from({ length: 12 }, (_, i) => role(`roles/a.r${i}`, { size: 1000 + i }));
  const catalog = catalogOf({
    permission: (name) => ({ name, custom: "N", deny: false }),
    rolesHolding: () => [...holders, role("roles/a.agent", { kind: "serviceAgent" })],
  });
  const lines = describePermission("a.b.c", catalog)?.plain.split("\n") ?? [];
  assert.deepEqual(lines.slice(0, 6), [
    "a.b.c",
    "",
    "Cannot be used in custom roles.",
    "",
    "Held by 12 roles and 1 service agent role; smallest first:",
    "- roles/a.r0, 1,000 permissions",
  ]);
  assert.deepEqual(lines.slice(-3), ["- and 2 more", "", "Role catalog of 2026-01-02"]);
});

test("a permission that no role holds, or only service agents", () => {
  const permission = (name: string) => ({ name, custom: "S", deny: true }) as const;
  const agents = [role("roles/a.agent", { kind: "serviceAgent" })];
  const second = (catalog: Catalog) => describePermission("a.b.c", catalog)?.plain.split("\n")[4];
  assert.equal(second(catalogOf({ permission })), "No role in the catalog holds it.");
  assert.equal(second(catalogOf({ permission, rolesHolding: () => agents })), "Held only by 1 service agent role.");
  assert.equal(describePermission("a.b.c", catalogOf({})), undefined);
});

test("a rule", () => {
  const rule = {
    id: "role-example",
    title: "An example",
    severity: "warning",
    fix: "safe",
    tier: 1,
    since: "0.1.0",
    why: "It `matters`.",
    how: "Change it.",
    silent: "",
    refs: ["https://example.com/x_y"],
    options: { allow: { about: "Names that are allowed.", fallback: [], schema: {}, accepts: () => true } },
    on: "binding",
    check: () => [],
  } as unknown as AnyRule;
  const [heading, about, ...rest] = describeRule(rule).markdown.split("\n\n");
  assert.deepEqual(
    [heading, about],
    ["**An example (`role-example`)**", "warning by default, has a safe fix, since 0.1.0"],
  );
  assert.deepEqual(rest.slice(0, 5), [
    "It `matters`.",
    "**How to mend it:**",
    "Change it.",
    "Options:\n- `allow`: Names that are allowed.",
    "References:\n- [example.com/x\\_y](https://example.com/x_y)",
  ]);
  assert.match(rest[5] ?? "", /^\[Documentation\]\(https:\/\/.*role-example\.md\)$/);
});
