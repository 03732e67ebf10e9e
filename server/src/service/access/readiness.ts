import { type Deployer, deployers } from "../../core/access/deployers.ts";
import { DOUBTS, type Holding } from "../../core/access/holding.ts";
import { declaredOne, identityOf } from "../../core/access/identity-of.ts";
import { isManagedHere } from "../../core/access/managed-here.ts";
import { met, type Need, type NeedKind, needsOf } from "../../core/access/needs.ts";
import { productOf } from "../../core/access/products.ts";
import type { World } from "../../core/access/world.ts";
import { openCatalog } from "../../core/catalog/open.ts";
import type { Assumed } from "../../core/model/assumed.ts";
import type { Workload } from "../../core/model/facts.ts";
import { display } from "../../core/model/value.ts";
import { nameOf } from "../../core/model/value-name.ts";
import type { Span } from "../../core/text/span.ts";
import type { Workspace } from "../workspace.ts";
import { needName } from "./need-name.ts";
import { type ToldGrant, toldGrant } from "./told-grant.ts";

/** The four things that a deploy takes, in the order in which people check them. */
export const NEED_KINDS: readonly NeedKind[] = ["service", "image", "identity", "run"];

/** Whether one of the needs is met. `none`: there is no such need, or the code does not tell it. */
export interface Cell {
  readonly state: "granted" | "missing" | "unknown" | "denied" | "none";
  /** Why it is unknown, or what it is granted by. */
  readonly why?: string;
  readonly grants: readonly ToldGrant[];
  /** The least role that gives it, and on what. */
  readonly role?: string;
  readonly on?: string;
}

/** Why a cell is as it is, and what would give what is missing; in a few words. */
export function cellWords({ state, why, role, on, grants }: Cell): string {
  if (state === "none") return "not told by the code";
  if (state === "missing") return `${role} on ${on} gives it`;
  return why ?? grants.map((grant) => `${grant.role} on ${grant.on}`).join("; ");
}

/** A workload and who deploys it, with the four needs. */
export interface ReadinessRow {
  readonly principal: string;
  readonly principalSpan: Span;
  /** True when a pipeline says so, false when a role lets it. */
  readonly pipeline: boolean;
  readonly workload: ReadinessWorkload;
  readonly cells: Readonly<Record<NeedKind, Cell>>;
}

export interface ReadinessWorkload {
  readonly kind: string;
  readonly name: string;
  readonly identity: string | undefined;
  readonly span: Span;
}

export interface Readiness {
  readonly rows: readonly ReadinessRow[];
  /** Workloads that nobody in this workspace is known to deploy. */
  readonly undeployed: readonly ReadinessWorkload[];
}

/** Who can deploy what in a workspace, of all products whose workloads run as service accounts. */
export function readiness(workspace: Workspace, assumed: readonly Assumed[]): Readiness {
  const world: World = { graph: workspace.graph(), catalog: openCatalog(), assumed };
  const rows = new Map<string, Placed>();
  const reached = new Set<Workload>();
  for (const deployer of deployers(world)) {
    for (const workload of deployer.workloads) {
      if (workload.purpose !== undefined) continue;
      reached.add(workload);
      const key = keyOf(deployer.principal, workload);
      if (!rows.has(key))
        rows.set(key, { workload, principal: deployer.principal, row: rowOf(deployer, workload, world) });
    }
  }
  const undeployed = world.graph.workloads
    .filter(
      (workload) =>
        !isReached(workload, reached, world) && workload.purpose === undefined && productOf(workload)?.telling,
    )
    .map((workload) => toldWorkload(workload, world));
  const all = [...rows.values()].filter((one) => !isToldBy(rows.get(declaredKey(one, world)), one));
  return { rows: all.map(({ row }) => row), undeployed: unique(undeployed) };
}

interface Placed {
  readonly principal: string;
  readonly workload: Workload;
  readonly row: ReadinessRow;
}

const keyOf = (principal: string, { span }: Workload): string => `${principal} ${span.uri} ${span.start}`;

function declaredKey({ principal, workload }: Placed, world: World): string {
  const declared = declaredOne(workload, world);
  return declared === undefined ? "" : keyOf(principal, declared);
}

/** Whether the row of a declared workload says all that a command which changes it does. */
const isToldBy = (declared: Placed | undefined, { row: { cells } }: Placed): boolean =>
  declared !== undefined &&
  NEED_KINDS.every((kind) => cells[kind].state === "none" || declared.row.cells[kind].state !== "none");

/** A command in a loop or a function is one place. */
const unique = (workloads: readonly ReadinessWorkload[]): readonly ReadinessWorkload[] => [
  ...new Map(workloads.map((one) => [`${one.kind} ${one.name} ${one.span.uri} ${one.span.start}`, one])).values(),
];

/** Also a command that changes a declared workload which somebody deploys. */
function isReached(workload: Workload, reached: ReadonlySet<Workload>, world: World): boolean {
  const declared = declaredOne(workload, world);
  return reached.has(workload) || (declared !== undefined && reached.has(declared));
}

/** Of someone whose rights are granted elsewhere, nothing is missing here. */
const ELSEWHERE = { state: "elsewhere" } as const;

function rowOf(deployer: Deployer, workload: Workload, world: World): ReadinessRow {
  const needs = needsOf(workload, world);
  const isManaged = isManagedHere(deployer.principal, workload.scope, world.graph);
  const toldHere = (holding: Holding): Holding | typeof ELSEWHERE =>
    holding.state === "missing" && !isManaged ? ELSEWHERE : holding;
  const cell = (kind: NeedKind): Cell => {
    const own = needs.filter((need) => need.kind === kind);
    const cells = own.map((need) => cellOf(need, toldHere(met(deployer.principal, need, world))));
    return cells.find(({ state }) => state !== "granted") ?? cells[0] ?? { state: "none", grants: [] };
  };
  return {
    principal: nameOf(deployer.member),
    principalSpan: deployer.at,
    pipeline: deployer.deployed.includes(workload),
    workload: toldWorkload(workload, world),
    cells: { service: cell("service"), image: cell("image"), identity: cell("identity"), run: cell("run") },
  };
}

function toldWorkload(workload: Workload, world: World): ReadinessWorkload {
  const identity = identityOf(workload, world);
  return {
    kind: productOf(workload)?.noun ?? workload.type,
    name: workload.name === undefined ? workload.source : display(workload.name),
    identity:
      identity === undefined
        ? undefined
        : identity.value === undefined
          ? "default compute service account"
          : nameOf(identity.value),
    span: workload.head,
  };
}

function cellOf(need: Need, holding: Holding | typeof ELSEWHERE): Cell {
  const wanted = { role: need.role, on: needName(need) };
  switch (holding.state) {
    case "granted":
      return {
        state: "granted",
        grants: holding.grants.map(toldGrant),
        ...wanted,
        ...(holding.assumed && { why: "the configuration assumes it" }),
      };
    case "unknown":
      return {
        state: "unknown",
        grants: holding.grants.map(toldGrant),
        why: holding.doubts.map((doubt) => DOUBTS[doubt]).join("; "),
        ...wanted,
      };
    case "denied":
      return {
        state: "denied",
        grants: holding.grants.map(toldGrant),
        why: `denied by ${holding.policy.source}`,
        ...wanted,
      };
    case "elsewhere":
      return { state: "unknown", grants: [], why: "nothing in this workspace is granted to it", ...wanted };
    case "missing":
      return { state: "missing", grants: [], ...wanted };
  }
}
