import type { Span } from "../text/span.ts";
import type { Binding, IdentityProvider, Resource, Workload } from "./facts.ts";
import type { Part, Value } from "./value.ts";

/** An intent without syntax; the language of the place turns it into edits. */
export type Change =
  | { readonly kind: "replace"; readonly value: Value; readonly with: readonly Part[] }
  | { readonly kind: "add-member"; readonly binding: Binding; readonly member: Value }
  | { readonly kind: "remove-binding"; readonly binding: Binding }
  /** Turns a statement that owns a role into one that only adds its members. */
  | { readonly kind: "make-additive"; readonly binding: Binding }
  /** Writes a new grant right after `after`, in that statement's own form and style. */
  | { readonly kind: "add-binding"; readonly after: Binding; readonly grant: Grant }
  /** Takes one item out of the list that it stands in, with its separator. */
  | { readonly kind: "remove-item"; readonly value: Value }
  /** Puts several items in the place of one of a list, in that list's style. */
  | { readonly kind: "replace-item"; readonly value: Value; readonly with: readonly (readonly Part[])[] }
  /** Writes an item behind another one of the same list, in that list's style. */
  | { readonly kind: "add-item"; readonly after: Value; readonly with: readonly Part[] }
  /** Writes a part of a binding's condition, or replaces it where it is there. */
  | {
      readonly kind: "set-condition";
      readonly binding: Binding;
      readonly field: "title" | "description" | "expression";
      readonly text: string;
    }
  | { readonly kind: "remove-condition"; readonly binding: Binding }
  /** Writes another entry into the attribute mapping of an identity provider that has one. */
  | {
      readonly kind: "add-mapping";
      readonly provider: IdentityProvider;
      readonly attribute: string;
      readonly expression: string;
    }
  /** Declares a service account for a workload that names none, or the default one, and runs it as that. */
  | { readonly kind: "own-identity"; readonly workload: Workload; readonly account: string }
  /** Lets everyone call a service by switching its invoker check off. */
  | { readonly kind: "skip-invoker-check"; readonly workload: Workload }
  /** Has a grant made only after the statement with this address in the same scope. */
  | { readonly kind: "wait-for"; readonly binding: Binding; readonly address: string }
  /** Writes this text here: for repairs that the language itself worked out. */
  | { readonly kind: "rewrite"; readonly span: Span; readonly text: string }
  /** Writes a suppression comment for `rules` at the statement or line that holds `span`. */
  | {
      readonly kind: "ignore";
      readonly span: Span;
      readonly rules: readonly string[];
      readonly extent: "line" | "file";
    };

/** The place that a change is about: its document renders it. */
export function placeOf(change: Change): Span {
  switch (change.kind) {
    case "replace":
      return change.value.span;
    case "remove-item":
    case "replace-item":
      return change.value.span;
    case "add-mapping":
      return change.provider.span;
    case "ignore":
    case "rewrite":
      return change.span;
    case "add-item":
    case "add-binding":
      return change.after.span;
    case "own-identity":
    case "skip-invoker-check":
      return change.workload.span;
    default:
      return change.binding.span;
  }
}

/** The service agent of a product in a project, whose number the code seldom tells. */
export interface AgentMember {
  /** The API: `iap.googleapis.com`. */
  readonly service: string;
  /** Its address behind the number of the project: `@gcp-sa-iap.iam.gserviceaccount.com`. */
  readonly domain: string;
  /** Whose agent; absent: the default project. */
  readonly project?: Value | undefined;
}

/** A grant to be written. */
export interface Grant {
  readonly role: string;
  readonly member: Value | AgentMember;
  readonly resource: Resource;
  /** Words for naming the new statement, most telling last: `["ci", "actas", "api"]`. */
  readonly name: readonly string[];
}

/** Safe: keeps the policy's effect, or repairs what could never have applied. Unsafe: changes who can do what. */
export type Safety = "safe" | "unsafe";

export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly changes: readonly Change[];
}

/** A place that explains a finding. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

export interface Finding {
  readonly span: Span;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** Lowers the rule's severity where the evidence is weaker; never raises it. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Best first. */
  readonly fixes?: readonly Fix[];
  /** The grants whose absence it is about, where no fix tells them: made elsewhere, they answer it. */
  readonly lacks?: readonly LackedGrant[];
}

/** A grant that is not there. */
export interface LackedGrant {
  readonly role: string;
  readonly member: Value | AgentMember;
  readonly resource: Resource;
  /** In which its values mean what they say. */
  readonly scope: string;
}

export const isAgent = (member: Value | AgentMember): member is AgentMember => "domain" in member;

/**
 * error: the API, the provider or gcloud rejects it, or the grant provably never takes effect.
 * warning: accepted, but very likely broken or dangerous. info: advice. hint: faint.
 */
export type Severity = "error" | "warning" | "info" | "hint";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info", "hint"];

export const isSevereAs = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
