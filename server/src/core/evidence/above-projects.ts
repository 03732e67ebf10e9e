import type { Severity } from "../model/finding.ts";

/** Permissions on what is above projects, and how sure it is that a role of a project cannot hold them. */
const ABOVE: readonly { readonly names: RegExp; readonly severity: Severity }[] = [
  { names: /^resourcemanager\.(?:organizations|folders)\./, severity: "error" },
  { names: /^resourcemanager\.projects\.list$/, severity: "warning" },
  { names: /^billing\.accounts\./, severity: "warning" },
  { names: /^iam\.googleapis\.com\/workforcePool/, severity: "warning" },
];

/** How bad a permission is in a custom role of a project; `undefined` for one that it can hold. */
export const aboveProjects = (permission: string): Severity | undefined =>
  ABOVE.find(({ names }) => names.test(permission))?.severity;
