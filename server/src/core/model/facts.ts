import type { Span } from "../text/span.ts";
import type { Statement } from "./statement.ts";
import type { Value } from "./value.ts";

/** What a statement claims to own: one grant, all members of one role, or the whole allow policy. */
export type Authority = "member" | "role" | "policy";

/** A resource that carries an allow policy. */
export interface Resource {
  /** Permission prefix of its type (`run.services`, `resourcemanager.projects`); absent when the table does not know it. */
  readonly type?: string;
  /** What identifies it, by field: `name`, and where the form has them `project`, `location`, and others of the form. */
  readonly fields: Readonly<Record<string, Value>>;
  /** Another configuration of the provider than the usual one, which may have another default project: `google.dev`. */
  readonly provider?: string;
}

export interface Condition {
  readonly span: Span;
  readonly title?: Value;
  readonly description?: Value;
  readonly expression?: Value;
}

/** A role granted to (or taken from) principals on a resource. */
export interface Binding extends Statement {
  readonly kind: "binding";
  readonly effect: "grant" | "revoke";
  readonly authority: Authority;
  readonly resource: Resource;
  /** Absent when the form has no role here (a half-typed statement). */
  readonly role?: Value;
  readonly members: readonly Value[];
  /** False when the member list may hold more than `members` shows (an unknown list, a dynamic block). */
  readonly complete: boolean;
  readonly condition?: Condition;
  /** Of a binding in a policy as the API gives it: the policy's version, without a value where none is written. */
  readonly policyVersion?: { readonly value?: Value };
  /** Of a command that sets a whole policy: the path of the file that holds it. */
  readonly policyFile?: Value;
  /** True when the statement stands for several instances (`for_each`, `count`, a loop) that were not told apart. */
  readonly repeated?: boolean;
  /** True when it names what has to be made before it, apart from what its arguments refer to (`depends_on`). */
  readonly waits?: true;
  /** True when it may not be there at all, by a condition that is not known: then its parts may not belong together. */
  readonly conditional?: boolean;
}

/**
 * `ingress`: which networks reach it; `invoker-check-disabled`: anyone may invoke it without a grant; `iap`: Identity-Aware Proxy
 * stands in front; `public`: the command makes it public (`true`) or not (`false`); `source`: it is built from a folder.
 */
export type WorkloadSetting = "ingress" | "invoker-check-disabled" | "iap" | "public" | "source";

/** Something that runs as a service account, its service identity. */
export interface Workload extends Statement {
  readonly kind: "workload";
  /** Permission prefix of its type: `run.services`, `run.jobs`. */
  readonly type: string;
  readonly name?: Value;
  readonly project?: Value;
  readonly location?: Value;
  /** Absent: the default service account of the product. */
  readonly identity?: Value;
  readonly images: readonly Value[];
  /** Which of its accounts this is, where the product has several: the one that runs it is the default. */
  readonly purpose?: "build" | "trigger";
  /** Secrets of Secret Manager that it reads, by name or reference. */
  readonly secrets?: readonly Value[];
  /** Cloud SQL instances that it connects to, by connection name or reference. */
  readonly sqlInstances?: readonly Value[];
  /** What it says about who may reach it and how it is built. */
  readonly settings?: Readonly<Partial<Record<WorkloadSetting, Value>>>;
  /** Who deploys it, as a member, where a pipeline tells. */
  readonly deployedBy?: Value;
  /** The configuration of Terraform's provider that it names, such as `google.dev`, or the namespace of its manifest; absent: the usual one. */
  readonly provider?: string;
  /** False where the identity of an existing workload may stay as it was: a command without one, an argument that Terraform ignores. */
  readonly declared: boolean;
}

/** A user-managed service account, declared or looked up. */
export interface ServiceAccount extends Statement {
  readonly kind: "service-account";
  /** The part of the e-mail address before the `@`. */
  readonly accountId?: Value;
  readonly project?: Value;
  /** The whole e-mail address, where the form gives it. */
  readonly email?: Value;
  /** The default compute service account of the project, looked up. */
  readonly isDefault?: boolean;
}

export interface CustomRole extends Statement {
  readonly kind: "custom-role";
  readonly level: "project" | "organization";
  readonly parent?: Value;
  readonly id?: Value;
  readonly title?: Value;
  readonly description?: Value;
  readonly stage?: Value;
  readonly permissions: readonly Value[];
  /** False when the list may hold more than `permissions` shows. */
  readonly complete: boolean;
}

/** Something that calls another as a service account: a Scheduler job, a push subscription, a trigger, a queue. */
export interface Caller extends Statement {
  readonly kind: "caller";
  /** Permission prefix of its type: `cloudscheduler.jobs`, `pubsub.subscriptions`, `eventarc.triggers`. */
  readonly type: string;
  readonly project?: Value;
  /** As whom it calls; absent: without a token. */
  readonly identity?: Value;
  /** What it proves itself with: an ID token for services of one's own, an access token for Google's APIs. */
  readonly token?: "oidc" | "oauth";
  /** What is called: an address, or a reference to a declared workload. */
  readonly target?: Value;
  /** The type of the events for which it calls: `google.cloud.storage.object.v1.finalized`. */
  readonly event?: Value;
  /** As in {@link Workload}. */
  readonly deployedBy?: Value;
  /** As in {@link Workload}. */
  readonly provider?: string;
  /** Whether it runs a job with other arguments, variables or limits than the job's own. */
  readonly overrides?: true;
}

/** A deny policy: what principals may not do, whatever is granted to them. */
export interface DenyPolicy extends Statement {
  readonly kind: "deny-policy";
  /** The project, folder or organization that it is attached to. */
  readonly parent?: Value;
  readonly rules: readonly DenyRule[];
}

export interface DenyRule {
  readonly span: Span;
  readonly principals: readonly Value[];
  readonly exceptPrincipals: readonly Value[];
  readonly permissions: readonly Value[];
  readonly exceptPermissions: readonly Value[];
  readonly condition?: Condition;
  /** False when a list may hold more than is shown. */
  readonly complete: boolean;
}

/** A provider of a workload identity pool: whose tokens are taken, and what of them becomes an attribute. */
export interface IdentityProvider extends Statement {
  readonly kind: "identity-provider";
  /** The id or name of its pool, or a reference to it. */
  readonly pool?: Value;
  readonly issuer?: Value;
  /** Attribute (`google.subject`, `attribute.repository`) to expression. */
  readonly mapping: readonly { readonly attribute: Value; readonly expression?: Value }[];
  /** False when the mapping may hold more than is shown. */
  readonly complete: boolean;
  readonly condition?: Value;
}

/** Which requests of a service go into the audit logs, and whose do not. */
export interface AuditConfig extends Statement {
  readonly kind: "audit-config";
  /** The API, or `allServices`. */
  readonly service?: Value;
  readonly logs: readonly AuditLog[];
}

export interface AuditLog {
  /** `ADMIN_READ`, `DATA_READ` or `DATA_WRITE`. */
  readonly type?: Value;
  readonly exempted: readonly Value[];
}

/**
 * As whom a configuration of Terraform or manifests are applied, or a build is run: the account that the provider impersonates, that of a
 * pipeline or a command, of Config Connector, or of a trigger.
 */
export interface Applier extends Statement {
  readonly kind: "applier";
  /** Absent: whoever runs the script. */
  readonly member?: Value;
  /**
   * Uri of the folder of the configuration, the scope of what it declares, or of a manifest. For a trigger, the path of its build in the
   * repository; for a command, it may be the path of its manifest seen from the script's folder or one above.
   */
  readonly configuration: string;
  /** True for a trigger of Cloud Build, which runs the commands of a build. */
  readonly isTrigger?: boolean;
  /** The configuration of the provider that impersonates the account, such as `google.dev`, or a namespace of manifests; absent: all. */
  readonly provider?: string;
  /** Whether called modules may be given another configuration of the provider. */
  readonly passesProviders?: boolean;
}

/** What a product's own service agent does with another resource, for which it needs a role on that. */
export interface AgentUse extends Statement {
  readonly kind: "agent-use";
  /** `encryption`: with a key; `dead-letter`: delivers to a topic, `acknowledge`: takes from its subscription; `connector` and `subnet` of a network. */
  readonly purpose: "encryption" | "dead-letter" | "acknowledge" | "connector" | "subnet";
  /** The API whose agent it is: `pubsub.googleapis.com`. */
  readonly service: string;
  /** Whose agent; absent: that of the default project. */
  readonly project?: Value;
  /** What it is done with. */
  readonly used: Value;
}

/** A domain name that leads to a Cloud Run service. */
export interface DomainMapping extends Statement {
  readonly kind: "domain-mapping";
  readonly name?: Value;
  readonly project?: Value;
  /** Who makes it, as a member, where a pipeline tells. */
  readonly deployedBy?: Value;
  /** As in {@link Workload}. */
  readonly provider?: string;
}

/** The service agent of a product in a project, asked for by name. */
export interface ServiceAgent extends Statement {
  readonly kind: "service-agent";
  /** The API: `run.googleapis.com`. */
  readonly service?: Value;
  readonly project?: Value;
}

/**
 * What brings principals that others may name only once it is there: an API that is enabled brings its service agents, a cluster with
 * Workload Identity the pool of its project.
 */
export interface Origin extends Statement {
  readonly kind: "origin";
  readonly brings: "agents" | "pool";
  /** The API, or the pool: `pubsub.googleapis.com`, `example.svc.id.goog`. */
  readonly name: Value;
  readonly project?: Value;
}

/** A declared project, bucket or other resource that grants may name by reference: what it is called. */
export interface NamedResource extends Statement {
  readonly kind: "resource";
  /** Permission prefix of its type: `storage.buckets`. */
  readonly type: string;
  readonly name: Value;
  readonly project?: Value;
  readonly location?: Value;
}

/** A statement that breaks the rules of its own form, as the provider, the API or the command line would say. */
export interface Flaw extends Statement {
  readonly kind: "flaw";
  /** Which one, such as `missing-flag`; rules tell people what it means. */
  readonly flaw: string;
  /** The word or the stretch that is wrong. */
  readonly at: Span;
  /** Words that the message needs, by name. */
  readonly words: Readonly<Record<string, string>>;
  /** How the form would be right; best first. */
  readonly repairs: readonly Repair[];
}

export interface Repair {
  /** What it does, as a title: `Wrap the members`. */
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** The use of something that is not read here, such as a module from elsewhere: it may grant anything to whom it is given. */
export interface Call extends Statement {
  readonly kind: "call";
  /** What its arguments name, wherever in them it stands; not more than a few hundred. */
  readonly given: readonly Value[];
}

export type Fact =
  | Binding
  | Workload
  | ServiceAccount
  | CustomRole
  | Caller
  | DenyPolicy
  | IdentityProvider
  | AuditConfig
  | ServiceAgent
  | Applier
  | AgentUse
  | DomainMapping
  | Origin
  | NamedResource
  | Flaw
  | Call;

export type FactKind = Fact["kind"];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;
