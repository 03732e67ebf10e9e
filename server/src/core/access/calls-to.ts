import type { Caller, Workload } from "../model/facts.ts";
import { known, trailing, type Value } from "../model/value.ts";
import { declaredOne } from "./identity-of.ts";
import { lastWord, type Place } from "./place.ts";
import { workloadAt, workloadsNamed } from "./workloads-on.ts";
import type { World } from "./world.ts";

/** What a caller calls: the workload, and what it takes to call it. */
export interface Called {
  readonly workload: Workload;
  readonly permission: string;
  readonly place: Place;
  /** The least role that gives it. */
  readonly role: string;
}

interface Way {
  readonly permission: string;
  readonly role: string;
  /** The type of resource that holds the grant, where it is not the workload itself. */
  readonly on?: string;
}

const SERVICE: Way = { permission: "run.routes.invoke", role: "roles/run.invoker", on: "run.services" };

/** How each product is called, by the permission prefix of its type. */
const WAYS: Readonly<Record<string, Way>> = {
  "run.services": SERVICE,
  "run.jobs": { permission: "run.jobs.run", role: "roles/run.jobsExecutor" },
  "cloudfunctions.functions": { permission: "cloudfunctions.functions.invoke", role: "roles/cloudfunctions.invoker" },
  "workflows.workflows": {
    permission: "workflows.executions.create",
    role: "roles/workflows.invoker",
    on: "resourcemanager.projects",
  },
};

/** Functions of the second generation are called through the Cloud Run service behind them. */
const isOfSecond = ({ source, type }: Workload): boolean =>
  type === "cloudfunctions.functions" && /(?:^|\.)google_cloudfunctions2_/.test(source);

/** The workload that a caller's target names, by reference or, for triggers, by name. */
export function calledBy(caller: Caller, world: World): Called | undefined {
  const workload = caller.target === undefined ? undefined : targetOf(caller.target, caller, world);
  if (workload === undefined) return undefined;
  if (workload.type !== "run.jobs") return callTo(workload);
  const runs = caller.type === EXECUTION || (caller.target !== undefined && trailing(caller.target).endsWith(":run"));
  const called = runs ? callTo(workload) : undefined;
  return called && caller.overrides === true ? { ...called, ...OVERRIDING } : called;
}

/** A command that executes a job by its name. */
const EXECUTION = "run.executions";
const OVERRIDING = { permission: "run.jobs.runWithOverrides", role: "roles/run.jobsExecutorWithOverrides" };

/** What it takes to call a workload; `undefined` for one that is not called. */
export function callTo(workload: Workload): Called | undefined {
  const way = isOfSecond(workload) ? SERVICE : Object.hasOwn(WAYS, workload.type) ? WAYS[workload.type] : undefined;
  if (way === undefined) return undefined;
  const { name, location, project, scope, address } = workload;
  const isProject = way.on === "resourcemanager.projects";
  const place: Place = isProject
    ? { type: way.on ?? "", name: project, scope }
    : { type: way.on ?? workload.type, name, location, project, scope, address };
  return { workload, permission: way.permission, role: way.role, place };
}

function targetOf(target: Value, caller: Caller, world: World): Workload | undefined {
  const { scope } = caller;
  if (caller.type === EXECUTION) return jobNamed(target, caller, world);
  for (const part of target.parts) {
    const address = part.kind === "reference" ? part.target?.address : undefined;
    const found = address === undefined ? undefined : workloadAt(address, world);
    if (found !== undefined) return found;
  }
  const text = known(target);
  if (text === undefined) return undefined;
  const job = /\/jobs\/([^/:]+):run$/.exec(text)?.[1];
  if (job !== undefined) return onlyOne(workloadsNamed(scope, "run.jobs", job, world));
  if (text.includes("://")) return undefined;
  const near = workloadsNamed(scope, "run.services", lastWord(text), world);
  return near.length > 0 ? onlyOne(near) : elsewhere("run.services", target, caller, world);
}

/** The job that a command executes: of the same script, else the only one of its name and project in the workspace. */
function jobNamed(target: Value, caller: Caller, world: World): Workload | undefined {
  const name = known(target);
  if (name === undefined) return undefined;
  const [near] = workloadsNamed(caller.scope, "run.jobs", lastWord(name), world);
  return near ?? elsewhere("run.jobs", target, caller, world);
}

const elsewhere = (type: string, name: Value, { project }: Caller, world: World): Workload | undefined =>
  declaredOne({ type, name, project, declared: false }, world);

const onlyOne = (workloads: readonly Workload[]): Workload | undefined =>
  workloads.length === 1 ? workloads[0] : undefined;
