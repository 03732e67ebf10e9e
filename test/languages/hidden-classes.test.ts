import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { languageOf } from "../../server/src/core/languages/registry.ts";

/** An engine that makes a class for each object has made so many by then. */
const STATEMENTS = 60;
/** Objects made before the code is warm may have other classes than those made later. */
const MOST = 12;

const FORMS: Readonly<Record<string, (i: number) => string>> = {
  "main.tf": (i) => `resource "google_service_account" "a${i}" {
  account_id = "a${i}"
}
resource "google_cloud_run_v2_service" "s${i}" {
  name = "s${i}"
  template {
    service_account = google_service_account.a${i}.email
    containers {
      image = "europe-docker.pkg.dev/p/images/s:${i}"
    }
  }
}
resource "google_storage_bucket_iam_member" "g${i}" {
  bucket = "b${i}"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:\${google_service_account.a${i}.email}"
  condition {
    title      = "t"
    expression = "true"
  }
}
`,
  "run.sh": (
    i,
  ) => `gcloud run services add-iam-policy-binding s${i} --region=r --role=roles/run.invoker --member="user:$WHO${i}"
gcloud run deploy s${i} --image=i --service-account=a${i}@p.iam.gserviceaccount.com
gsutil iam ch user:a${i}@example.com:objectViewer gs://b${i}
`,
  "policy.yaml": (i) => `---
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPolicyMember
metadata:
  name: m${i}
spec:
  member: user:a${i}@example.com
  role: roles/run.invoker
  resourceRef:
    kind: Project
    external: projects/p${i}
`,
};

suite("hidden classes", () => {
  setFlagsFromString("--allow-natives-syntax");
  const areAlike = new Function("a", "b", "return %HaveSameMap(a, b)") as (a: object, b: object) => boolean;

  for (const [name, statement] of Object.entries(FORMS)) {
    test(`facts of ${name} share them`, () => {
      const uri = `file:///w/${name}`;
      const text = Array.from({ length: STATEMENTS }, (_, i) => statement(i)).join("");
      const facts = languageOf(uri, text)?.extract([{ uri, text }]).facts ?? [];
      assert.ok(facts.length >= STATEMENTS);
      const classes = new Map<string, object[]>();
      for (const object of objectsIn(facts, new Set())) {
        const members = Object.keys(object).join(" ");
        const known = classes.get(members) ?? [];
        classes.set(members, known);
        if (known.length <= MOST && !known.some((one) => areAlike(one, object))) known.push(object);
      }
      const many = [...classes].filter(([, known]) => known.length > MOST).map(([members]) => members);
      assert.deepEqual(many, []);
    });
  }
});

/** All objects but lists inside of plain data, each once. */
function* objectsIn(data: unknown, seen: Set<unknown>): Generator<object> {
  if (typeof data !== "object" || data === null || seen.has(data)) return;
  seen.add(data);
  if (!Array.isArray(data)) yield data;
  for (const one of Object.values(data)) yield* objectsIn(one, seen);
}
