import { isGrantedNear } from "../access/grant-index.ts";
import type { Place } from "../access/place.ts";
import { isRun } from "../access/products.ts";
import type { World } from "../access/world.ts";
import { identityLacks, lackingIdentity } from "../evidence/identity-lacks.ts";
import { calledAs, identityName } from "../evidence/workload-words.ts";
import type { Workload } from "../model/facts.ts";
import { known, literal, soleReference, type Value } from "../model/value.ts";
import { nameOf } from "../model/value-name.ts";
import { defineRule } from "./rule.ts";

const ACCESS = "secretmanager.versions.access";
const ACCESSOR = "roles/secretmanager.secretAccessor";
const FULL = /^projects\/([^/]+)\/secrets\/([^/]+)/;

/** The secret as a resource: the project in its full name, or that of the workload. */
function placeOf(secret: Value, { project, scope }: Workload): Place {
  const [, named, id] = FULL.exec(known(secret) ?? "") ?? [];
  const part = (text: string): Value => ({ slot: "resource", span: secret.span, parts: [literal(text)] });
  return {
    type: "secretmanager.secrets",
    scope,
    name: id === undefined ? secret : part(id),
    project: named === undefined ? project : part(named),
  };
}

/** A secret that is named by a variable or an output may be granted where it is made. */
const isTold = (secret: Value): boolean =>
  known(secret) !== undefined ||
  /#(?!var\.|local\.|data\.|module\.|\$)/.test(soleReference(secret)?.target?.address ?? "");

/**
 * A declared workload that names a secret which nobody declares uses one that is made elsewhere. Its grants are missing here only if
 * others of their kind are here.
 */
const isManagedHere = (secret: Value, { address, scope }: Workload, world: World): boolean =>
  address === undefined || known(secret) === undefined || isGrantedNear(scope, ACCESS, "secretmanager.secrets", world);

export const runIdentityMissingSecretAccess = defineRule({
  id: "run-identity-missing-secret-access",
  title: "Service identity may not read a secret that the workload uses",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A revision that reads a secret starts only if its service identity holds `secretmanager.versions.access` on it. `roles/editor`, `roles/viewer` and `roles/secretmanager.viewer` do not hold it, and a grant to the Cloud Run service agent does not help.",
  how: `Grant \`${ACCESSOR}\` on the secret to the service identity.`,
  silent:
    "When the workspace neither declares the account nor grants it anything, when a grant with an unknown role, member or resource may give it, when the identity comes from outside the code or is handed to a module that is not read, and when the secret is made elsewhere and nothing near grants access to any. In documents, which seldom tell the whole, it is a piece of information.",
  refs: [
    "https://cloud.google.com/run/docs/configuring/services/secrets",
    "https://github.com/terraform-google-modules/terraform-docs-samples/issues/168",
  ],
  options: {},
  on: "workload",
  applies: (workload) => isRun(workload) && (workload.secrets?.length ?? 0) > 0,
  *check(workload, world) {
    const told = new Set<string>();
    for (const secret of workload.secrets ?? []) {
      if (!isTold(secret) || !isManagedHere(secret, workload, world)) continue;
      const place = placeOf(secret, workload);
      const lacking = lackingIdentity(workload, ACCESS, place, world);
      const name = nameOf(secret);
      if (lacking === undefined || told.has(name)) continue;
      told.add(name);
      const { type, project } = place;
      const resource = { type, fields: { name: place.name ?? secret, ...(project && { project }) } };
      yield {
        span: secret.span,
        ...(workload.isExample && { severity: "info" }),
        message: `${calledAs(workload)} reads the secret \`${name}\`, but nothing in this workspace lets its service identity, ${identityName(lacking.identity)}, access it: its revisions do not start.`,
        ...identityLacks(
          lacking,
          workload,
          { role: ACCESSOR, resource, on: `secret \`${name}\``, word: "secret" },
          world,
        ),
      };
    }
  },
});
