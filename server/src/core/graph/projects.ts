import type { Fact } from "../model/facts.ts";
import { soleReference, type Value } from "../model/value.ts";
import type { Graph } from "./graph.ts";
import { PROJECT, projectKey } from "./identity.ts";
import type { Lookup } from "./lookup.ts";
import { recalled } from "./recall.ts";
import { told } from "./resource-identity.ts";

/** A value and the scope that it stands in. */
type Placed = readonly [value: Value | undefined, scope: string];

/** Three-valued: whether two project values mean the same project; absent means the default one of its scope. */
export function sameProject([first, scope]: Placed, [second, other]: Placed, graph: Graph): boolean | undefined {
  const [a, b] = [ownProject(first, graph), ownProject(second, graph)];
  const left = keyOf(a, scope);
  const right = keyOf(b, other);
  if (left !== undefined && right !== undefined) {
    if (left.key === right.key) return true;
    return left.literal && right.literal ? false : undefined;
  }
  if (scope !== other) return undefined;
  if (a === undefined && b === undefined) return true;
  const unclear = (value: Value | undefined, key: unknown) => value !== undefined && key === undefined;
  if (unclear(a, left) || unclear(b, right)) return undefined;
  return hasOneProject(scope, graph) ? true : undefined;
}

interface ProjectKey {
  readonly scope: string;
  readonly project: ReturnType<typeof projectKey>;
}

const keys = new WeakMap<Value, ProjectKey>();

/** The project that a value names; kept, for a value stands in one scope. */
function keyOf(value: Value | undefined, scope: string): ReturnType<typeof projectKey> {
  if (value === undefined) return undefined;
  const known = keys.get(value);
  if (known?.scope === scope) return known.project;
  const project = projectKey(value, scope);
  keys.set(value, { scope, project });
  return project;
}

/**
 * What a declared resource says of its project, where a value is that resource's `project`; absent is the default one. A declared
 * project tells its own id.
 */
function ownProject(value: Value | undefined, graph: Graph): Value | undefined {
  const target = value === undefined ? undefined : soleReference(value)?.target;
  if (value === undefined || target === undefined) return value;
  const isProject = PROJECT.test(target.address);
  const fact = isProject || target.attribute === "project" ? graph.declared(target.address) : undefined;
  if (fact === undefined) return value;
  return fact.kind === "resource" ? told({ value, scope: "" }, graph)?.value : projectOf(fact);
}

/** Whether the facts of a scope name one project at most. */
const hasOneProject = recalled((scope: string, graph: Graph): boolean => {
  const projects = new Set<string>();
  for (const fact of graph.find(NAMING, scope))
    projects.add(keyOf(ownProject(projectOf(fact), graph), scope)?.key ?? "?");
  return projects.size <= 1;
});

/** Facts that name a project, by scope; another resource's `project` is none of their own. */
const NAMING: Lookup = {
  finds: (fact): fact is Fact => {
    const value = projectOf(fact);
    return value !== undefined && soleReference(value)?.target?.attribute !== "project";
  },
  keysOf: ({ scope }) => [scope],
};

function projectOf(fact: Fact): Value | undefined {
  if (fact.kind === "custom-role") return fact.level === "project" ? fact.parent : undefined;
  if (fact.kind === "resource") return undefined;
  if (fact.kind !== "binding") return "project" in fact ? fact.project : undefined;
  return fact.resource.type === "resourcemanager.projects" ? fact.resource.fields.name : fact.resource.fields.project;
}
