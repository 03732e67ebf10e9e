import type { Fact } from "../../model/facts.ts";
import type { Value } from "../../model/value.ts";
import { readAccounts, readCustomRole, readDefaultAccount, readLookedUpAccount } from "./accounts.ts";
import { readAppliers, readTriggers } from "./appliers.ts";
import { readAuditConfigs } from "./audit-configs.ts";
import { readGrants } from "./bindings.ts";
import type { Calls } from "./calls.ts";
import { readDatasetAccess, readOneDatasetAccess } from "./dataset-access.ts";
import { readEntitlement } from "./entitlements.ts";
import type { Env } from "./env.ts";
import { familyOf, type IamType, iamTypeOf } from "./families.ts";
import { readBucketFlaws } from "./flaws/buckets.ts";
import { readDuplicateKeys } from "./flaws/duplicates.ts";
import { readProjectFlaws } from "./flaws/project.ts";
import { readFlaws } from "./flaws/read.ts";
import { isAbsentBlock } from "./iteration.ts";
import { type Declaration, declarationsIn, type LocatedBlock, ofEach } from "./module.ts";
import { readNamedResources } from "./named-resources.ts";
import { readOpaqueCall } from "./opaque-call.ts";
import { readPools, readServices } from "./origins.ts";
import { type PolicyDocument, type PolicyUse, readPolicies } from "./policies.ts";
import { readDenyPolicies, readIdentityProviders, readServiceAgents } from "./principals.ts";
import { Reader } from "./reading.ts";
import { remembered, type Said } from "./remembered.ts";
import { readAgentUses, readDomainMappings } from "./running/agent-uses.ts";
import { readCallers } from "./running/caller.ts";
import { readTemplated } from "./running/from-template.ts";
import { readWorkloads } from "./running/workload.ts";
import { readKnownCall } from "./shapes/read.ts";
import { saidIn, Together } from "./together.ts";

/** What a module says, and the modules that it calls: document by document, then its policies, then its calls. */
export function readFacts(env: Env, calls: Calls): readonly Said[] {
  const said = env.module.documents.map((document) => saidIn(document, env, (one) => readDeclaration(one, env)));
  const values: Value[] = [];
  const { documents, uses } = policiesOf(env, values);
  const flaws = [...readProjectFlaws(env), ...readDuplicateKeys(env), ...readBucketFlaws(env)];
  const ofModule = [
    ...readPolicies(documents, uses),
    ...readTemplated(env, values),
    ...flaws,
    ...readAppliers(env, values),
  ];
  return [...said, { facts: ofModule, values }, ...readCalls(env, calls)];
}

/** The parts of a module's policies. */
function policiesOf(env: Env, values: Value[]) {
  const documents: PolicyDocument[] = [];
  const uses: PolicyUse[] = [];
  for (const declaration of policyPartsIn(env.module)) {
    const type = policyTypeOf(declaration);
    const reader = new Reader(declaration.block, { ...env, source: declaration.source }, values);
    if (type === undefined) documents.push({ declaration, reader });
    else if (!isAbsentBlock(declaration.block, reader.env)) uses.push({ declaration, type, reader });
  }
  return { documents, uses };
}

const policyPartsIn = ofEach((document) =>
  declarationsIn(document, (type) => type.endsWith("_iam_policy")).filter(
    (one) => isPolicyDocument(one) || policyTypeOf(one) !== undefined,
  ),
);

/** What a block says by itself: all but policies, of which the document and its use stand apart. */
function readDeclaration(declaration: Declaration, outer: Env): Said {
  const values: Value[] = [];
  const env = { ...outer, source: declaration.source };
  const reader = new Reader(declaration.block, env, values);
  const facts = [
    ...readStated(declaration, reader),
    ...readAuditConfigs(declaration, reader),
    ...readFlaws(declaration, reader),
  ];
  return { facts: facts.length > 0 && isAbsentBlock(declaration.block, env) ? [] : facts, values };
}

function readStated(declaration: Declaration, reader: Reader): readonly Fact[] {
  if (policyTypeOf(declaration) !== undefined || isPolicyDocument(declaration)) return [];
  const type = declaration.isData ? undefined : iamTypeOf(declaration.type);
  return type === undefined ? readOther(declaration, reader) : readGrants(declaration, type, reader);
}

const isPolicyDocument = ({ isData, type }: Declaration): boolean => isData && type === "google_iam_policy";

function policyTypeOf({ isData, type }: Declaration): IamType | undefined {
  const found = isData || !type.endsWith("_iam_policy") ? undefined : iamTypeOf(type);
  return found?.kind === "policy" ? found : undefined;
}

function readCalls(env: Env, calls: Calls): readonly Said[] {
  return Array.from(env.module.calls, ([name, call]) => remembered(call, env, () => readCall(name, call, env, calls)));
}

function readCall(name: string, call: LocatedBlock, env: Env, calls: Calls): Said {
  const entered = calls.enter(name);
  if (entered !== undefined) return new Together(entered.flatMap((one) => readFacts(one.env, one.calls)));
  const values: Value[] = [];
  return { facts: readKnownCall(name, call, env, values) ?? [readOpaqueCall(name, call, env, values)], values };
}

type Read = (declaration: Declaration, reader: Reader) => readonly Fact[];

/** What other blocks state, by type; `data.` stands before the type of a data source. */
const READERS: Readonly<Record<string, Read>> = {
  google_service_account: readAccounts,
  "data.google_service_account": (declaration, reader) => [readLookedUpAccount(declaration, reader)],
  "data.google_compute_default_service_account": (declaration, reader) => [
    readDefaultAccount(declaration, reader, true),
  ],
  "data.google_app_engine_default_service_account": (declaration, reader) => [
    readDefaultAccount(declaration, reader, false),
  ],
  google_project_iam_custom_role: (declaration, reader) => [readCustomRole(declaration, reader, "project")],
  google_organization_iam_custom_role: (declaration, reader) => [readCustomRole(declaration, reader, "organization")],
  google_bigquery_dataset: (declaration, reader) => [
    ...readDatasetAccess(declaration, reader),
    ...readAgentUses(declaration, reader),
  ],
  google_cloud_run_domain_mapping: readDomainMappings,
  google_bigquery_dataset_access: readOneDatasetAccess,
  google_iam_deny_policy: readDenyPolicies,
  google_iam_workforce_pool_provider: readIdentityProviders,
  google_iam_workload_identity_pool_provider: readIdentityProviders,
  google_privileged_access_manager_entitlement: readEntitlement,
  google_project_service: readServices,
  google_project_service_identity: readServiceAgents,
  google_project_iam_member_remove: (declaration, reader) =>
    readGrants(declaration, REMOVAL, reader).map((binding) => ({ ...binding, effect: "revoke" })),
};

const REMOVAL: IamType = { base: "google_project", kind: "member", family: familyOf("google_project") };

function readOther(declaration: Declaration, reader: Reader): readonly Fact[] {
  const type = declaration.isData ? `data.${declaration.type}` : declaration.type;
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read !== undefined) return read(declaration, reader);
  if (declaration.isData) return readNamedResources(declaration, reader);
  return [
    ...readWorkloads(declaration, reader),
    ...readCallers(declaration, reader),
    ...readAgentUses(declaration, reader),
    ...readPools(declaration, reader),
    ...(declaration.type === "google_cloudbuild_trigger" ? readTriggers(declaration, reader) : []),
    ...readNamedResources(declaration, reader),
  ];
}
