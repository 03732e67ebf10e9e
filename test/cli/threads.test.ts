import assert from "node:assert/strict";
import { test } from "node:test";
import { grant, grantOf } from "./modules.ts";
import { folderWith, run } from "./program.ts";

/** So much text about IAM that threads read the files before it; it says nothing itself. */
const BULK = Object.fromEntries(
  [1, 2, 3, 4].map((i) => [`last/${i}.sh`, "# gcloud projects add-iam-policy-binding\n".repeat(10_000)]),
);

const FILES = {
  "first/a.sh": "gcloud projects add-iam-policy-binding p --member=user:a@example.com --role=roles/run.Invoker\n",
  "first/b.yaml": "bindings:\n- role: roles/run.Invoker\n  members: [user:a@example.com]\n",
  "calling/main.tf": 'module "m" {\n  source = "../called"\n  role   = "roles/run.Invoker"\n}\n',
  "called/main.tf": `variable "role" {}\n${grantOf("m", "var.role")}${grant("other", "roles/run.Viewer")}`,
  "together/main.tf": grant("twice", "roles/run.Invoker"),
  "together/other.tf": grant("once", "roles/storage.Admin"),
};

interface Shown {
  readonly path: string;
  readonly rule: string;
  readonly fixes: readonly unknown[];
}

async function findings(files: Readonly<Record<string, string>>): Promise<readonly Shown[]> {
  const { stdout, stderr } = await run(folderWith(files), ["check", "--format=json", "--fail-on=never"]);
  assert.equal(stderr, "");
  return (JSON.parse(stdout) as { findings: readonly Shown[] }).findings;
}

test("threads read the same as the program itself, and the fixes are the same", async () => {
  const alone = await findings(FILES);
  assert.deepEqual(
    alone.map(({ path, rule, fixes }) => `${path} ${rule} ${fixes.length}`),
    [
      "called/main.tf role-wrong-case 1",
      "calling/main.tf role-wrong-case 1",
      "first/a.sh role-wrong-case 1",
      "first/b.yaml role-wrong-case 1",
      "together/main.tf role-wrong-case 1",
      "together/other.tf role-wrong-case 1",
    ],
  );
  assert.deepEqual(await findings({ ...BULK, ...FILES }), alone);
});

test("a text on standard input that would be worth a thread ends too", async () => {
  const input = `${Object.values(BULK).join("")}${FILES["first/a.sh"]}`;
  const { status, stdout } = await run(folderWith({}), ["check", "--stdin", "--stdin-filename=a.sh"], { input });
  assert.equal(status, 1);
  assert.match(stdout, /role-wrong-case/);
});
