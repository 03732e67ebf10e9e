import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { configConnectorKinds } from "../../server/src/core/model/tables/config-connector.ts";
import { gcloudCommands } from "../../server/src/core/model/tables/gcloud.ts";
import { terraformFamilies } from "../../server/src/core/model/tables/terraform.ts";

test("Terraform families", () => {
  assert.equal(Object.keys(terraformFamilies).length, 159);
  assert.deepEqual(terraformFamilies.google_cloud_run_v2_service, {
    kinds: ["binding", "member", "policy"],
    type: "run.services",
    path: "projects/%s/locations/%s/services/%s",
    args: { project: "optional", location: "optional", name: "required" },
  });
  assert.equal(terraformFamilies.google_api_gateway_api?.beta, true);
  assert.equal(terraformFamilies.google_notebooks_runtime?.removed, true);
  assert.equal(terraformFamilies.google_iap_location_web?.guessed, true);
});

test("gcloud commands", () => {
  assert.equal(Object.keys(gcloudCommands).length, 333);
  assert.deepEqual(gcloudCommands["run services add-iam-policy-binding"], {
    verb: "add-iam-policy-binding",
    type: "run.services",
    tracks: ["ga", "beta", "alpha"],
    positionals: ["SERVICE"],
    flags: {
      "--condition": "optional",
      "--condition-from-file": "optional",
      "--member": "required",
      "--region": "optional",
      "--role": "required",
    },
  });
  assert.deepEqual(gcloudCommands["projects set-iam-policy"]?.positionals, ["PROJECT_ID_OR_NUMBER", "POLICY_FILE"]);
});

test("Config Connector kinds", () => {
  assert.equal(Object.keys(configConnectorKinds).length, 30);
  assert.deepEqual(configConnectorKinds.RunService, {
    group: "run.cnrm.cloud.google.com",
    terraform: "google_cloud_run_v2_service",
    type: "run.services",
    conditions: false,
  });
});

test("every data file tells where it comes from, and NOTICE names the source", () => {
  const notice = readFileSync("NOTICE", "utf8");
  const files = readdirSync("server/data").filter((name) => name.endsWith(".json"));
  assert.ok(files.length >= 8);
  const header = JSON.parse(readFileSync("server/data/catalog.txt", "utf8").split("\n", 1)[0] ?? "");
  const metas = files.map((name) => JSON.parse(readFileSync(`server/data/${name}`, "utf8")).meta);
  for (const { sources } of [header, ...metas]) {
    assert.ok(sources.length > 0);
    for (const { name, date, licence } of sources) {
      if (name !== "bridgecrewio/checkov") assert.match(date, /^\d{4}-\d{2}(-\d{2})?$/, name);
      assert.ok(licence !== "", name);
      if (name !== "this project") assert.ok(notice.includes(name), name);
    }
  }
});

test("types of resources have a known service", () => {
  const catalog = openCatalog();
  const types = new Set(Object.values(terraformFamilies).map(({ type }) => type));
  const unknown = [...types].filter((type) => catalog.fit("roles/owner", type).fits === undefined);
  assert.deepEqual(unknown.sort(), []);
});
