import type { Flaw } from "../../../model/facts.ts";
import { known, soleReference } from "../../../model/value.ts";
import type { Env } from "../env.ts";
import { asWritten } from "../hcl/moved.ts";
import { isAbsentBlock } from "../iteration.ts";
import { attributeOf, type Declaration, declarationsIn, declarationsOf, ofEach } from "../module.ts";
import { Reader } from "../reading.ts";
import { edit, flawOf } from "./flaw.ts";

const BUCKET = "google_storage_bucket";
const UNIFORM = "uniform_bucket_level_access";
const ACL: ReadonlySet<string> = new Set([
  "google_storage_bucket_acl",
  "google_storage_default_object_acl",
  "google_storage_object_acl",
  "google_storage_bucket_access_control",
  "google_storage_default_object_access_control",
  "google_storage_object_access_control",
]);
const GRANT: ReadonlySet<string> = new Set(["google_storage_bucket_iam_member", "google_storage_bucket_iam_binding"]);

/** What a bucket says about uniform bucket-level access, and where. */
interface Uniformity {
  readonly declaration: Declaration;
  readonly isUniform: boolean;
}

/**
 * Statements that do not go with how their bucket is set: access lists beside uniform bucket-level access, and conditions without
 * it. The bucket is said elsewhere in the module, so that this is read anew each time.
 */
export function readBucketFlaws(env: Env): readonly Flaw[] {
  const told = toldIn(env.module);
  if (told.length === 0) return [];
  const buckets = uniformities(env);
  return buckets.size === 0 ? [] : told.flatMap((declaration) => flawIn(declaration, buckets, env));
}

/** Statements that ask of their bucket how it is set. */
const toldIn = ofEach((document) =>
  declarationsIn(document, (type) => ACL.has(type) || GRANT.has(type)).filter(
    ({ type, block }) => ACL.has(type) || hasCondition(asWritten(block)),
  ),
);

const bucketsIn = declarationsOf(new Set([BUCKET]));

const hasCondition = ({ body }: Declaration["block"]): boolean =>
  body.items.some((item) => item.kind === "block" && item.name === "condition");

function uniformities(env: Env): ReadonlyMap<string, Uniformity> {
  const found = new Map<string, Uniformity>();
  for (const declaration of bucketsIn(env.module)) {
    const text = known(readerOf(declaration, env).value(UNIFORM, "text"));
    if (text === "true" || text === "false") found.set(declaration.name, { declaration, isUniform: text === "true" });
  }
  return found;
}

const readerOf = ({ block, source }: Declaration, env: Env): Reader => new Reader(block, { ...env, source }, []);

function flawIn(declaration: Declaration, buckets: ReadonlyMap<string, Uniformity>, env: Env): readonly Flaw[] {
  const reader = readerOf(declaration, env);
  const name = reader.value("bucket", "resource");
  const address = (name && soleReference(name)?.target?.address) ?? "";
  const bucket = buckets.get(address.slice(address.indexOf("#") + 1).replace(/\[.*$/, ""));
  const isAcl = ACL.has(declaration.type);
  const [label] = declaration.block.labels;
  if (bucket === undefined || bucket.isUniform !== isAcl || label === undefined) return [];
  if (isAbsentBlock(declaration.block, reader.env)) return [];
  const words = { bucket: bucket.declaration.name };
  if (isAcl) return [flawOf(declaration, reader, { flaw: "tf-storage-acl-conflict", at: label, words })];
  return conditionFlaws(declaration, bucket, reader, env);
}

function conditionFlaws(declaration: Declaration, bucket: Uniformity, reader: Reader, env: Env): readonly Flaw[] {
  const condition = declaration.block.body.items.find((item) => item.kind === "block" && item.name === "condition");
  const setting = attributeOf(bucket.declaration.block, UNIFORM)?.value;
  if (condition?.kind !== "block") return [];
  const isWritten = setting?.kind === "scalar";
  const repairs = isWritten
    ? [{ title: `Turn on \`${UNIFORM}\``, edits: [edit(readerOf(bucket.declaration, env), setting, "true")] }]
    : [];
  const at = { start: condition.start, end: condition.nameEnd };
  const words = { bucket: bucket.declaration.name };
  return [flawOf(declaration, reader, { flaw: "tf-storage-condition-ubla", at, words, repairs })];
}
