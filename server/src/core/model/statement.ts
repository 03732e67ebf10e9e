import type { Span } from "../text/span.ts";

/** What all facts say about where they are stated. */
export interface Statement {
  /** The whole statement: a block, a command with its continuations, a document or list item. */
  readonly span: Span;
  /** The words that name the statement (`resource "google_x" "y"`, `gcloud run deploy`): where a finding about all of it stands. */
  readonly head: Span;
  /** What people call it: `google_project_iam_member.ci`, `gcloud projects add-iam-policy-binding`, `IAMPolicyMember ci-run`. */
  readonly source: string;
  /** The world in which unqualified references mean the same: a Terraform module, a script, a folder of manifests. */
  readonly scope: string;
  /** True in a document that explains, such as a fenced block of Markdown: nobody applies it as it stands. */
  readonly isExample?: boolean;
  /** True in a plan or a state of Terraform, which nobody writes: people know the statement by its address (`source`). */
  readonly isPlanned?: boolean;
  /** Present when the statement is declared and can be referred to: the address part of a reference's target. */
  readonly address?: string;
}
