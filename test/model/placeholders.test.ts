import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type PlaceholderKind, placeholdersIn, withPlaceholders } from "../../server/src/core/model/placeholders.ts";

const found = (text: string, kind?: PlaceholderKind) =>
  placeholdersIn(text, kind).map(({ start, end }) => text.slice(start, end));

suite("placeholders", () => {
  const hits: readonly [text: string, ...found: string[]][] = [
    ["PROJECT_ID", "PROJECT_ID"],
    ["serviceAccount:SERVICE_ACCOUNT_EMAIL", "SERVICE_ACCOUNT_EMAIL"],
    ["serviceAccount:SA@PROJECT.iam.gserviceaccount.com", "SA", "PROJECT"],
    ["service-PROJECT_NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com", "PROJECT_NUMBER"],
    ["user:<USER>", "<USER>"],
    ["serviceAccount:<your service account>", "<your service account>"],
    ["projects/[PROJECT_ID]/roles/[my-role]", "[PROJECT_ID]", "[my-role]"],
    ["serviceAccount:p.svc.id.goog[K8S_NAMESPACE/KSA_NAME]", "K8S_NAMESPACE", "KSA_NAME"],
    ["your-sa@your-project.iam.gserviceaccount.com", "your-sa", "your-project"],
    ["YOUR-PROJECT", "YOUR-PROJECT"],
    ["roles/your.role", "your.role"],
    ["roles/yourRole", "yourRole"],
    ["{{ .Values.sa }}@{{sa}}", "{{ .Values.sa }}", "{{sa}}"],
    [`a-\${{ github.sha }}-b`, `\${{ github.sha }}`],
    ["serviceAccount:$SA", "$SA"],
    [`roles/\${role}`, `\${role}`],
    ["group:$iam_principals:devs", "$iam_principals:devs"],
    ["__PROJECT__/@@X@@/%PROJECT%/%s", "__PROJECT__", "@@X@@", "%PROJECT%", "%s"],
    ["serviceAccount:{sa}@{}", "{sa}", "{}"],
    ["user:...", "..."],
    ["xxx@e.com", "xxx"],
  ];
  for (const [text, ...expected] of hits) test(text, () => assert.deepEqual(found(text), expected));

  const misses = [
    "user:jane@example.com",
    "serviceAccount:p.svc.id.goog[ns/ksa]",
    "serviceAccount:p.svc.id.goog[ns]",
    "roles/run.serviceAgent",
    "projects/my-project-1/roles/my_role",
    "allUsers",
    "principalSet://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/p/attribute.repository/o/r",
    "gs://bucket_1",
    "100%",
    "a < b > c",
  ];
  for (const text of misses) test(`none in ${text}`, () => assert.deepEqual(found(text), []));

  test("a word in capitals is nothing special in prose", () => {
    assert.deepEqual(found('getHours("UTC") && resource.name == "PROJECT_ID"', "prose"), ["PROJECT_ID"]);
    assert.deepEqual(found("request.time < timestamp('2030-01-01T00:00:00Z') && a > b", "prose"), []);
  });

  test("a word in capitals is one in an expression where it is all of it", () => {
    assert.deepEqual(found("EXPRESSION", "expressions"), ["EXPRESSION"]);
    assert.deepEqual(found("TRUE", "expressions"), []);
  });

  test("parts have the places of the placeholders and their names without marks", () => {
    const parts = withPlaceholders("user:<USER>@{{ domain }}", ({ start, end }) => ({ uri: "u", start, end }));
    assert.deepEqual(parts, [
      { kind: "literal", text: "user:" },
      { kind: "reference", text: "USER", span: { uri: "u", start: 5, end: 11 } },
      { kind: "literal", text: "@" },
      { kind: "reference", text: "domain", span: { uri: "u", start: 12, end: 24 } },
    ]);
  });

  test("a long text is not searched", () => assert.deepEqual(found("A-".repeat(5000)), []));
});
