import { defineRule } from "./rule.ts";

export const tfStorageAclConflict = defineRule({
  id: "tf-storage-acl-conflict",
  title: "Access list on a bucket that takes none",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.3.0",
  why: "A bucket with uniform bucket-level access has only an allow policy. Cloud Storage refuses every change of an access control list on it or on its objects, so that the apply fails.",
  how: "Grant the role with `google_storage_bucket_iam_member` in place of the access list.",
  silent:
    "Unless the bucket is declared in the same module and says `uniform_bucket_level_access = true` itself, and on absent blocks.",
  refs: ["https://cloud.google.com/storage/docs/uniform-bucket-level-access"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "tf-storage-acl-conflict",
  *check({ at, source, words: { bucket = "" } }) {
    yield {
      span: at,
      message: `In this workspace \`${bucket}\` has uniform bucket-level access, so that Cloud Storage refuses the access list of \`${source}\`.`,
    };
  },
});
