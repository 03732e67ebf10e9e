import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createCatalog } from "../../server/src/core/catalog/create.ts";
import { openCatalog } from "../../server/src/core/catalog/open.ts";

const current = readFileSync("server/data/catalog.txt", "utf8");
const catalog = openCatalog();
const folder = mkdtempSync(join(tmpdir(), "catalog-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Listed {
  name: string;
  title?: string;
  stage?: string;
  includedPermissions?: readonly string[];
}

/** All roles as the API lists them: it leaves out the stage ALPHA and empty lists. */
const listed = (): Listed[] =>
  catalog.roles().map(({ name, title, stage }) => {
    const permissions = catalog.permissionsOf(name) ?? [];
    return {
      name,
      title,
      description: "…",
      ...(stage === "ALPHA" ? {} : { stage }),
      ...(permissions.length === 0 ? {} : { includedPermissions: permissions }),
      etag: "AA==",
    };
  });

function refresh(input: string, ...flags: string[]) {
  const [file, out] = [join(folder, "list.json"), join(folder, "catalog.txt")];
  writeFileSync(file, input);
  rmSync(out, { force: true });
  const run = spawnSync(process.execPath, ["scripts/catalog/refresh.mjs", file, "--out", out, ...flags], {
    encoding: "utf8",
  });
  const written = readdirSync(folder).includes("catalog.txt") ? readFileSync(out, "utf8") : undefined;
  return { error: run.stderr.replace(file, "FILE").trim(), output: run.stdout, written };
}

test("the catalog as a list gives the same catalog, byte for byte, in every form of the list", () => {
  const roles = listed();
  const [first, rest] = [roles.slice(0, 1000), roles.slice(1000)];
  const pages = [{ roles: first, nextPageToken: "next" }, { roles: rest }];
  for (const input of [
    JSON.stringify({ roles }),
    JSON.stringify(roles.toReversed()),
    JSON.stringify(pages),
    pages.map((page) => JSON.stringify(page, undefined, 2)).join("\n"),
  ]) {
    const { error, written } = refresh(input, "--date", catalog.date);
    assert.equal(error, "");
    assert.ok(written === current);
  }
});

test("new, changed and vanished roles", () => {
  const roles = listed().filter(({ name }) => name !== "roles/run.sshRoot");
  const invoker = roles.find(({ name }) => name === "roles/run.invoker");
  if (invoker !== undefined) invoker.includedPermissions = ["run.routes.invoke", "run.routes.whistle"];
  roles.push({
    name: "roles/newthing.user",
    title: "New Thing User",
    stage: "BETA",
    includedPermissions: ["newthing.things.use"],
  });
  roles.push({ name: "roles/newthing.serviceAgent", title: "New Thing Service Agent", stage: "GA" });
  roles.push({ name: "roles/cloudiot.admin", title: "Back again", stage: "GA" });
  const { error, output, written = "" } = refresh(JSON.stringify(roles), "--date", "2026-12-01");
  assert.equal(error, "");
  assert.deepEqual(output.trim().split("\n").slice(1), [
    "+ roles/newthing.user",
    "+ roles/newthing.serviceAgent",
    "+ roles/cloudiot.admin",
    "- roles/run.sshRoot",
  ]);
  const fresh = createCatalog(() => written);
  assert.equal(fresh.date, "2026-12-01");
  assert.deepEqual(fresh.permissionsOf("roles/run.invoker"), ["run.routes.invoke", "run.routes.whistle"]);
  assert.deepEqual(fresh.permission("run.routes.whistle"), { name: "run.routes.whistle", custom: "?", deny: false });
  assert.deepEqual(fresh.permission("run.routes.invoke"), catalog.permission("run.routes.invoke"));
  assert.equal(fresh.role("roles/newthing.serviceAgent")?.kind, "serviceAgent");
  assert.equal(fresh.role("roles/run.sshRoot"), undefined);
  assert.deepEqual(fresh.removed("roles/run.sshRoot"), {
    name: "roles/run.sshRoot",
    removed: "2026-12-01",
    title: catalog.role("roles/run.sshRoot")?.title,
    replacements: [],
  });
  assert.equal(fresh.removed("roles/cloudiot.admin"), undefined);
  assert.equal(fresh.role("roles/writer")?.size, undefined);
  assert.equal(fresh.isUnlisted("roles/writer"), true);
  assert.deepEqual(fresh.permissionsOf("roles/editor"), catalog.permissionsOf("roles/editor"));
  assert.match(written, /^\{.*"Google Cloud IAM API, roles.list","date":"2026-12-01"/);
});

test("support in custom roles is taken from a list of permissions", () => {
  const support = join(folder, "permissions.json");
  const items = [
    { name: "run.routes.invoke", customRolesSupportLevel: "NOT_SUPPORTED" },
    { name: "orgpolicy.policy.set" },
    { name: "newthing.things.use", customRolesSupportLevel: "TESTING" },
  ];
  writeFileSync(support, JSON.stringify(items));
  const { error, written = "" } = refresh(JSON.stringify(listed()), "--permissions", support, "--date", "2026-12-01");
  assert.equal(error, "");
  const fresh = createCatalog(() => written);
  const levels = items.map(({ name }) => fresh.permission(name)?.custom);
  assert.deepEqual(levels, ["N", "S", "T"]);
});

test("what is no complete list changes nothing and is refused in one line", () => {
  const roles = listed();
  const basic = roles.map(({ name, title }) => ({ name, title }));
  const [first] = roles;
  const refusals: readonly (readonly [unknown, string])[] = [
    [{ error: { code: 403 } }, "FILE: holds no roles"],
    [[], "FILE: holds no roles"],
    [{ roles: basic }, "FILE: no role has includedPermissions: ask for view=FULL"],
    [{ roles, nextPageToken: "next" }, "FILE: is not complete: its last page has a nextPageToken"],
    [roles.slice(0, 2000), "FILE: lacks 389 of 2390 known roles: is a page missing? (--force accepts it)"],
    [[...roles, first], "FILE: roles/accessapproval.admin is listed twice"],
    [
      [...basic.slice(0, 1), ...roles.slice(1)],
      "FILE: roles/accessapproval.admin has no includedPermissions but held 11 (--force accepts it)",
    ],
    [[...roles, { name: "projects/acme/roles/x" }], 'FILE: role 2391 is no predefined role: "projects/acme/roles/x"'],
    [[...roles, { name: "roles/a.b", includedPermissions: ["*"] }], 'FILE: roles/a.b holds what is no permission: "*"'],
    [[...roles, { name: "roles/a.b", stage: "SOON" }], 'FILE: roles/a.b has an unknown stage: "SOON"'],
  ];
  for (const [input, message] of refusals) {
    const { error, written } = refresh(JSON.stringify(input));
    assert.equal(error, message);
    assert.equal(written, undefined);
  }
  assert.equal(refresh("{").error.split(":")[1], " is no JSON");
  assert.equal(refresh("[]", "--date", "soon").error, "--date is no date: soon");
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".new")),
    [],
  );
});
