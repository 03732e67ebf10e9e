// Compiles a folder of IAM facts into server/data, after checking that what was packed decodes to what went in.
// usage: node scripts/catalog/import-facts.mjs DIR
import { deepStrictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogOf } from "./facts.mjs";
import { pack } from "./pack.mjs";
import { plainReader } from "./plain.mjs";
import * as tables from "./tables.mjs";
import { rows, writeAtomic } from "./write.mjs";

const DATA = join(dirname(fileURLToPath(import.meta.url)), "../../server/data");

/** Fact files, the data file made of them, and how. */
const TABLES = [
  [["terraform-iam-resources"], "terraform-iam", tables.terraformTable],
  [["gcloud-iam-commands"], "gcloud-iam", tables.gcloudTable],
  [["config-connector-iam"], "config-connector", tables.configConnectorTable],
  [["service-agents"], "service-agents", tables.serviceAgentTable],
  [["grantable"], "grantable", tables.grantableTable],
  [["condition-attributes", "permissions"], "conditions", tables.conditionTable],
  [["privesc"], "privesc", tables.escalationTable],
];

async function run(dir) {
  const read = (name) => JSON.parse(readFileSync(join(dir, `${name}.json`), "utf8"));
  for (const [facts, to, convert] of TABLES) writeAtomic(join(DATA, `${to}.json`), rows(convert(...facts.map(read))));
  const facts = {
    roles: read("roles"),
    permissions: read("permissions"),
    removed: read("removed-roles"),
    unlisted: read("unlisted-roles"),
  };
  const catalog = catalogOf(facts);
  const packed = pack(catalog);
  checkEqual((await plainReader())(packed), catalog);
  writeAtomic(join(DATA, "catalog.txt"), packed);
  console.log(
    `catalog.txt: ${catalog.roles.length} roles, ${catalog.permissions.length} permissions, ${packed.length} bytes`,
  );
}

/** Every part, down to each role's every permission. */
function checkEqual(decoded, catalog) {
  const sorted = (items) => [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const part of ["date", "sources"]) deepStrictEqual(decoded[part], catalog[part], part);
  for (const part of ["permissions", "roles", "removed"]) {
    const wanted = sorted(catalog[part]);
    deepStrictEqual(decoded[part].length, wanted.length, `number of ${part}`);
    for (const [index, item] of decoded[part].entries()) deepStrictEqual({ ...item }, wanted[index], item.name);
  }
  deepStrictEqual([...decoded.unlisted], [...catalog.unlisted].sort(), "unlisted roles");
}

const dir = process.argv[2];
if (dir === undefined) {
  console.error("usage: node scripts/catalog/import-facts.mjs DIR");
  process.exitCode = 2;
} else await run(dir);
