import type { Caller, DomainMapping } from "../../model/facts.ts";
import { filled } from "./binding.ts";
import { flagOf, type Invocation, type Match } from "./invocation.ts";
import { toValue } from "./shell/fold.ts";
import type { Reading } from "./shell/rounds.ts";
import { statementOf } from "./statement.ts";
import { asMember, impersonated } from "./workload.ts";

/** Flags of `gcloud run jobs execute` that replace what the job itself says. */
const OVERRIDES = ["--args", "--update-env-vars", "--tasks", "--task-timeout"];

/** The execution of a job, by whoever runs the command. */
export function executionOf(invocation: Invocation, match: Match, reading: Reading): Caller {
  const name = match.positionals[0];
  const project = filled(invocation, ["--project"], "resource", reading);
  const identity = impersonated(invocation, reading);
  return {
    kind: "caller",
    ...statementOf(invocation, match, reading),
    type: "run.executions",
    ...(project && { project }),
    ...(identity && { identity }),
    ...(name && { target: toValue(name.fragment, "text", reading) }),
    ...(flagOf(invocation, OVERRIDES) !== undefined && { overrides: true }),
  };
}

/** A domain name that is led to a service. */
export function domainMappingOf(invocation: Invocation, match: Match, reading: Reading): DomainMapping {
  const name = filled(invocation, ["--domain"], "resource", reading);
  const project = filled(invocation, ["--project"], "resource", reading);
  const deployer = impersonated(invocation, reading);
  return {
    kind: "domain-mapping",
    ...statementOf(invocation, match, reading),
    ...(name && { name }),
    ...(project && { project }),
    ...(deployer && { deployedBy: asMember(deployer) }),
  };
}
