/** What the command lines of gcloud have in common. Source: the command tree of the Google Cloud SDK. */

/** Release tracks: words between `gcloud` and the command. */
export const TRACKS: ReadonlySet<string> = new Set(["alpha", "beta", "preview"]);

/** Commands that run the command that follows them. */
export const RUNNERS: ReadonlySet<string> = new Set([
  "builtin",
  "command",
  "doas",
  "env",
  "exec",
  "ionice",
  "nice",
  "nohup",
  "retry",
  "stdbuf",
  "sudo",
  "time",
  "timeout",
  "xargs",
]);

/** Flags without a value, of every command and of those that are read here; all that begin with `--no-` and `--clear-` besides. */
const SWITCHES: ReadonlySet<string> = new Set([
  "--all",
  "--all-versions",
  "--allow-unauthenticated",
  "--async",
  "--automatic-updates",
  "--continue-on-error",
  "--cpu-boost",
  "--cpu-throttling",
  "--default-url",
  "--deploy-health-check",
  "--execute-now",
  "--global",
  "--gpu-zonal-redundancy",
  "--help",
  "--iap",
  "--invoker-iam-check",
  "--log-http",
  "--quiet",
  "--recursive",
  "--session-affinity",
  "--use-http2",
  "--user-output-enabled",
  "--version",
  "--wait",
]);

export const isSwitch = (flag: string): boolean =>
  SWITCHES.has(flag) || flag.startsWith("--no-") || flag.startsWith("--clear-");

/** Flags that name principals, under their two names. */
export const MEMBER_FLAGS: readonly string[] = ["--member", "--principal"];

/** Flags that every command has, or that say nothing about the resource. */
export const FLAGS_OF_NO_RESOURCE: ReadonlySet<string> = new Set([
  "--member",
  "--principal",
  "--role",
  "--condition",
  "--condition-from-file",
  "--etag",
  "--project",
]);

/** Flags that say where a resource is. */
export const LOCATION_FLAGS: readonly string[] = ["--location", "--region", "--zone"];
