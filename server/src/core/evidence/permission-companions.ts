/** What deploying takes besides the right to create or update, on the workload itself. Source: cloud.google.com/run/docs/reference/iam/roles */
const TO_DEPLOY: Readonly<Record<string, readonly string[]>> = {
  "run.services": ["run.services.get", "run.operations.get"],
  "run.jobs": ["run.jobs.get", "run.operations.get"],
  "run.workerpools": ["run.workerpools.get", "run.operations.get"],
};
const DEPLOYING = /^(run\.(?:services|jobs|workerpools))\.(?:create|update)$/;

/** What else a custom role holds whose holders deploy by a permission; nothing for one that does not deploy. */
export const companionsToDeploy = (permission: string): readonly string[] =>
  TO_DEPLOY[DEPLOYING.exec(permission)?.[1] ?? ""] ?? [];

/** What a permission is of little use without. Source: cloud.google.com/compute/docs/access/iam for disks */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  "run.jobs.run": ["run.jobs.get"],
  "compute.instances.create": ["compute.disks.create"],
};
const SETS_POLICY = /\.setIamPolicy$/;

/** The permissions that go with another one, whatever it is used for. */
export function companionsOf(permission: string): readonly string[] {
  if (SETS_POLICY.test(permission)) return [permission.replace(SETS_POLICY, ".getIamPolicy")];
  return Object.hasOwn(COMPANIONS, permission) ? (COMPANIONS[permission] ?? []) : [];
}
