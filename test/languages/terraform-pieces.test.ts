import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Source } from "../../server/src/core/languages/language.ts";
import { terraform } from "../../server/src/core/languages/terraform/terraform.ts";
import { literal } from "../../server/src/core/model/value.ts";
import { applyEdits } from "../../server/src/core/text/edit.ts";
import { printExtraction } from "../harness/extraction.ts";

const grant = (name: string, role: string) => `resource "google_project_iam_member" "${name}" {
  project = "p"
  role    = ${role}
  member  = "user:a@example.com"
}
`;

const FIRST = `locals {\n  role = "roles/viewer"\n}\n\n${grant("a", "local.role")}`;
const SECOND = grant("b", "local.role").replace("}\n", "");
const TEXT = `# How to\n\n\`\`\`hcl\n${FIRST}\`\`\`\n\nresource "google_project_iam_member" "prose" {\n\n\`\`\`hcl\n${SECOND}\`\`\`\n`;

const pieceOf = (text: string) => ({ start: TEXT.indexOf(text), end: TEXT.indexOf(text) + text.length });
const SOURCE: Source = { uri: "file:///w/README.md", text: TEXT, pieces: [pieceOf(FIRST), pieceOf(SECOND)] };

suite("Terraform inside another document", () => {
  test("each piece is read on its own, also when it is not closed", () => {
    assert.equal(
      printExtraction(terraform.extract([SOURCE]), [SOURCE]),
      `binding google_project_iam_member.a declared in README.md/1 8:1-12:2 head 8:1-8:41 \`resource "google_project_iam_member" "a"\`
  grant authority member on resourcemanager.projects
  name 9:14-9:15 "p"
  role 5:11-5:23 "roles/viewer" for resourcemanager.projects used at 10:13-10:23
  member 11:14-11:32 "user:a@example.com"
binding google_project_iam_member.b declared in README.md/2 18:1-22:1 head 18:1-18:41 \`resource "google_project_iam_member" "b"\`
  grant authority member on resourcemanager.projects
  name 19:14-19:15 "p"
  role 20:13-20:23 {local.role 20:13-20:23} for resourcemanager.projects
  member 21:14-21:32 "user:a@example.com"
`,
    );
  });

  test("a new grant stays inside its piece", () => {
    const [after] = terraform.extract([SOURCE]).facts;
    assert.equal(after?.kind, "binding");
    if (after?.kind !== "binding") return;
    const [member] = after.members;
    assert.ok(member !== undefined);
    const name = { slot: "resource" as const, span: after.span, parts: [literal("x@p-1.iam.gserviceaccount.com")] };
    const resource = { type: "iam.serviceAccounts", fields: { name } };
    const edits = terraform.render(
      { kind: "add-binding", after, grant: { role: "roles/viewer", member, resource, name: ["x"] } },
      SOURCE,
    );
    const written = `
resource "google_service_account_iam_member" "x" {
  service_account_id = "projects/p-1/serviceAccounts/x@p-1.iam.gserviceaccount.com"
  role               = "roles/viewer"
  member             = "user:a@example.com"
}
`;
    assert.equal(applyEdits(TEXT, edits ?? []), TEXT.replace(FIRST, FIRST + written));
  });
});
