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

/**
 * Commands that show their arguments, or look for a program, and run nothing. Every other command with a whole command line behind it
 * is taken to run that.
 */
export const SHOWS: RegExp =
  /^(?:\[+|:|alias|apk|apt|apt-get|assert\w*|brew|cat|case|choco|comment|die|dnf|e?grep|err(?:or)?|exit|export|expect\w*|fail\w*|fatal|hash|heading|help|info|label|log\w*|man|message|msg|need\w*|note|pip3?|print\w*|read|require\w*|return|say|sed|set|show\w*|snap|step|success|test|title|trap|type|unset|usage|warn\w*|whereis|which|yum|.*echo.*)$/i;

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

/** Flags of every command of gcloud. */
export const GLOBAL_FLAGS: readonly string[] = [
  "--access-token-file",
  "--account",
  "--billing-project",
  "--configuration",
  "--flags-file",
  "--flatten",
  "--format",
  "--help",
  "--impersonate-service-account",
  "--log-http",
  "--project",
  "--quiet",
  "--trace-token",
  "--user-output-enabled",
  "--verbosity",
];

/** Flags of the commands that add or remove a binding, those of any resource apart. */
export const BINDING_FLAGS: readonly string[] = [
  "--all",
  "--condition",
  "--condition-from-file",
  "--member",
  "--principal",
  "--role",
];

const OF_BINDINGS: readonly string[] = [...BINDING_FLAGS, ...GLOBAL_FLAGS, ...LOCATION_FLAGS];

/** A flag of a binding's command that is cut short, as long as only one begins so; any other as it is. */
export function unabbreviated(flag: string): string {
  if (OF_BINDINGS.includes(flag)) return flag;
  const [only, ...more] = OF_BINDINGS.filter((name) => name.startsWith(flag));
  return only === undefined || more.length > 0 ? flag : only;
}
