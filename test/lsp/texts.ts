/** An allow policy with one role. */
export const policy = (role: string, member = "user:jane@example.com"): string =>
  `bindings:\n  - role: ${role}\n    members: ["${member}"]\n`;

/** A grant of a project role in Terraform; `role` is an expression. */
export const grant = (role: string, name = "a"): string => `resource "google_project_iam_member" "${name}" {
  project = "p"
  role    = ${role}
  member  = "user:jane@example.com"
}
`;
