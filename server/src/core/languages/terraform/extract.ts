import type { Fact, ServiceAccount } from "../../model/facts.ts";
import type { Slot, Value } from "../../model/value.ts";
import { compareSpans } from "../../text/span.ts";
import type { Extraction, Source } from "../language.ts";
import { readAccounts, readCustomRole, readDefaultAccount, readLookedUpAccount } from "./accounts.ts";
import { readGrants } from "./bindings.ts";
import { familyOf, type IamType, iamTypeOf } from "./families.ts";
import { envOf } from "./fold.ts";
import { type Declaration, folderOf, piecesOf, readModule } from "./module.ts";
import { type PolicyDocument, type PolicyUse, readPolicies } from "./policies.ts";
import { Reader } from "./reading.ts";
import { readWorkload } from "./workloads.ts";

/** Slots whose values serve hover and completion. */
const SERVED: ReadonlySet<Slot> = new Set(["role", "member", "permission", "account", "condition"]);

/** Reads the files of a folder as one module; each piece of a document that only embeds configuration is one of its own. */
export function extractUnit(sources: readonly Source[]): Extraction {
  const whole = sources.filter((source) => source.pieces === undefined);
  const embedded = sources.filter((source) => source.pieces !== undefined);
  const extractions = [
    ...(whole.length === 0 ? [] : [extractModule(whole, folderOf(whole[0]?.uri ?? ""))]),
    ...embedded.flatMap((source) =>
      piecesOf(source).map((piece, i) => extractModule([piece], `${source.uri}/${i + 1}`)),
    ),
  ];
  return {
    facts: extractions.flatMap(({ facts }) => facts),
    values: extractions.flatMap(({ values }) => values),
  };
}

function extractModule(sources: readonly Source[], scope: string): Extraction {
  const module = readModule(sources, scope);
  const base = envOf(module, sources[0] ?? { uri: "", text: "" });
  const made: Value[] = [];
  const facts: Fact[] = [];
  const documents: PolicyDocument[] = [];
  const uses: PolicyUse[] = [];
  for (const declaration of module.declarations) {
    const reader = new Reader(declaration.block, { ...base, source: declaration.source }, made);
    const type = declaration.isData ? undefined : iamTypeOf(declaration.type);
    if (type?.kind === "policy") uses.push({ declaration, type, reader });
    else if (type !== undefined) facts.push(...readGrants(declaration, type, reader));
    else if (declaration.isData && declaration.type === "google_iam_policy") documents.push({ declaration, reader });
    else facts.push(...readOther(declaration, reader));
  }
  facts.push(...readPolicies(documents, uses));
  facts.push(...instancesReferredTo(facts, made));
  return { facts, values: servedOf(made) };
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
  google_project_iam_member_remove: (declaration, reader) =>
    readGrants(declaration, REMOVAL, reader).map((binding) => ({ ...binding, effect: "revoke" })),
};

const REMOVAL: IamType = { base: "google_project", kind: "member", family: familyOf("google_project") };

function readOther(declaration: Declaration, reader: Reader): readonly Fact[] {
  const type = declaration.isData ? `data.${declaration.type}` : declaration.type;
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read !== undefined) return read(declaration, reader);
  const workload = declaration.isData ? undefined : readWorkload(declaration, reader);
  return workload === undefined ? [] : [workload];
}

const INSTANCE = /\[(?:"[^"]*"|\d+)\]$/;

/**
 * Accounts whose keys are not known are one fact; each instance that a reference names becomes one of its own, without an
 * id, so that two instances are never taken for the same account.
 */
function instancesReferredTo(facts: readonly Fact[], made: readonly Value[]): readonly ServiceAccount[] {
  const declared = new Map(facts.map((fact) => [fact.address, fact]));
  const instances = new Map<string, ServiceAccount>();
  for (const part of made.flatMap(({ parts }) => parts)) {
    const address = part.kind === "reference" ? part.target?.address : undefined;
    const key = address === undefined ? undefined : INSTANCE.exec(address)?.[0];
    if (address === undefined || key === undefined || declared.has(address)) continue;
    const base = declared.get(address.slice(0, -key.length));
    if (base?.kind !== "service-account") continue;
    const { accountId: _, ...rest } = base;
    instances.set(address, { ...rest, address, source: base.source + key });
  }
  return [...instances.values()];
}

/** Each place once, in the order of the documents. */
function servedOf(made: readonly Value[]): readonly Value[] {
  const served = new Map<string, Value>();
  for (const value of made) {
    const key = `${value.slot} ${value.span.uri} ${value.span.start} ${value.span.end}`;
    if (SERVED.has(value.slot) && !served.has(key)) served.set(key, value);
  }
  return [...served.values()].sort((a, b) => compareSpans(a.span, b.span));
}
