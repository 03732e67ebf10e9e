import { strict as assert } from "node:assert";
import { findings, open, untilFindings } from "./editor.ts";

describe("findings", () => {
  it("of a Terraform file", async () => {
    await untilFindings(await open("infra/main.tf"), ["24:14-24:33 run-deployer-missing-actas"]);
  });

  it("of a Config Connector manifest", async () => {
    await untilFindings(await open("config/reader.yaml"), [
      "5:10-5:25 member-missing-prefix",
      "6:8-6:34 role-wrong-case",
    ]);
  });

  it("of a shell script", async () => {
    await untilFindings(await open("scripts/grant.sh"), [
      "4:12-4:27 member-unknown-prefix",
      "5:9-5:26 role-wrong-case",
      "10:9-10:29 role-missing-prefix",
    ]);
  });

  it("of none in a file without IAM", async () => {
    const plain = await open("infra/network.tf");
    await untilFindings(await open("infra/main.tf"), ["24:14-24:33 run-deployer-missing-actas"]);
    assert.deepEqual(findings(plain), []);
  });
});
