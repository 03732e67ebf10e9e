import { MARK } from "./unknown-marks.ts";

/** What stands behind `principal:` or `principalSet:`, as a text with marks for what is not known. */
export interface Federated {
  readonly prefix: "principal" | "principalSet";
  readonly rest: string;
}

/** What is wrong with the form of such a member. */
export interface Flaw {
  /** What it is or does, to be read behind the member in a sentence. */
  readonly why: string;
  /** The member as it has to be. */
  readonly better?: string;
  /** Whether the grammar surely has no such form. */
  readonly sure: boolean;
}

const HOST = "iam.googleapis.com";
/** Selectors of a single principal and of a set. */
const SINGLE = /^(?:subject|kubernetes\.serviceaccount\.uid)$/;
const SET = /^(?:group|namespace|kubernetes\.cluster|\*|attribute\..+)$/;

/** What follows the project in other forms than that of pools: identities of resources, accounts in deny policies. */
const OTHER_FORMS: ReadonlySet<string> = new Set(["name", "uid", "serviceAccounts"]);

/** What the path of a member of a pool is made of. */
export interface PoolPath {
  /** Absent for pools of organizations. */
  readonly project: string | undefined;
  readonly location: string;
  readonly kind: string;
  readonly pool: string;
  readonly selectors: readonly string[];
}

const flaw = (why: string, better?: string): Flaw => ({ why, sure: true, ...(better === undefined ? {} : { better }) });

/** The path behind the host; none for other hosts and for what is not known. */
export function pathOf({ rest }: Federated): readonly string[] | undefined {
  const start = `//${HOST}/`;
  return rest.startsWith(start) ? rest.slice(start.length).split("/") : undefined;
}

/** Takes a path apart; `undefined` when it has another form. */
export function poolPath(path: readonly string[]): PoolPath | undefined {
  const isOfProject = path[0] === "projects";
  const at = isOfProject ? 2 : 0;
  const [word, location = "", kind = "", pool = "", ...selectors] = path.slice(at);
  return word === "locations"
    ? { project: isOfProject ? path[1] : undefined, location, kind, pool, selectors }
    : undefined;
}

/** The flaw in the form of a member; none when it is right, of another form, or not known well enough. */
export function flawOf(member: Federated): Flaw | undefined {
  const { prefix, rest } = member;
  if (rest.startsWith(MARK)) return undefined;
  if (!rest.startsWith("//")) {
    const path = rest.replace(/^\/+/, "");
    return flaw(`lacks the \`//\` behind \`${prefix}:\``, path.startsWith(HOST) ? `${prefix}://${path}` : undefined);
  }
  if (/^\/\/(?:projects|locations)\//.test(rest)) {
    return flaw(`lacks the host \`${HOST}\``, `${prefix}://${HOST}/${rest.slice(2)}`);
  }
  const path = pathOf(member);
  return path === undefined ? undefined : (doubledHost(member) ?? pathFlaw(member, path));
}

function doubledHost({ prefix, rest }: Federated): Flaw | undefined {
  const tail = rest.slice(HOST.length + 3);
  const inner = /^\/*iam\.googleapis\.com\/+/.exec(tail)?.[0];
  return inner === undefined
    ? undefined
    : flaw(`names the host \`${HOST}\` twice`, `${prefix}://${HOST}/${tail.slice(inner.length)}`);
}

function pathFlaw(member: Federated, path: readonly string[]): Flaw | undefined {
  const [first = "", , third = ""] = path;
  if (first.includes(MARK)) return first === MARK ? selectorFlaw(member, path.slice(1), 1) : undefined;
  if (first === "projects" && (OTHER_FORMS.has(third) || third.includes(MARK))) return undefined;
  const parsed = poolPath(path);
  if (parsed !== undefined) return poolFlaw(member, path, parsed);
  const form = "projects/NUMBER/locations/global/workloadIdentityPools/POOL";
  return flaw(`does not go on with \`${form}\` behind the host`);
}

function poolFlaw(member: Federated, path: readonly string[], parsed: PoolPath): Flaw | undefined {
  const { project, location, kind, pool, selectors } = parsed;
  const at = project === undefined ? 1 : 3;
  const replaced = (index: number, text: string) => written(member.prefix, path.with(index, text));
  if (!location.includes(MARK) && location !== "global") {
    return flaw(`names the location \`${location}\`, and pools are always \`global\``, replaced(at, "global"));
  }
  if (kind.includes(MARK)) return undefined;
  if (kind !== "workforcePools" && kind !== "workloadIdentityPools") {
    return flaw(`names \`${kind}\` in the place of \`workloadIdentityPools\` or \`workforcePools\``);
  }
  if (kind === "workforcePools" && project !== undefined) {
    const better = written(member.prefix, path.slice(2));
    return flaw("names a project, and workforce pools belong to an organization", better);
  }
  if (kind === "workloadIdentityPools" && project === undefined) return flaw("names no project for the pool");
  if (pool === "") return flaw("names no pool");
  return selectors.length === 0 && pool.includes(MARK) ? undefined : selectorFlaw(member, selectors, at + 3, path);
}

const written = (prefix: string, path: readonly string[]): string => `${prefix}://${HOST}/${path.join("/")}`;

/** The flaw of what follows the pool, which begins at an index of the path. */
function selectorFlaw(
  member: Federated,
  selectors: readonly string[],
  at: number,
  path: readonly string[] = pathOf(member) ?? [],
): Flaw | undefined {
  const { prefix } = member;
  const [first = "", second = "", ...others] = selectors;
  const isUnknownPool = path[0] === MARK;
  if (first.includes(MARK) || (isUnknownPool && first === "")) return undefined;
  if (first === "") return flaw("names a pool but nobody in it: `/subject/…`, `/attribute.…/…` or `/*` is missing");
  if (first === "providers") {
    const better = others.length > 0 ? written(prefix, [...path.slice(0, at), ...others]) : undefined;
    return flaw("names a provider, and members belong to the pool", better);
  }
  if (first === "attribute" && second !== "" && !second.includes(MARK)) {
    const better = written(prefix, [...path.slice(0, at), `attribute.${second}`, ...others]);
    return flaw(`has a slash in the place of the period of \`attribute.${second}\``, better);
  }
  if (SINGLE.test(first)) return kindFlaw(member, "principal", first);
  if (SET.test(first)) {
    const lacksValue = first !== "*" && second === "" && selectors.length < 3;
    return (
      kindFlaw(member, "principalSet", first) ?? (lacksValue ? flaw(`names no value for \`${first}\``) : undefined)
    );
  }
  return isUnknownPool
    ? undefined
    : { why: `goes on with \`${first}\` behind the pool, which selects nobody`, sure: false };
}

function kindFlaw({ prefix, rest }: Federated, needed: Federated["prefix"], selector: string): Flaw | undefined {
  if (prefix === needed) return undefined;
  const what = needed === "principal" ? "a single principal" : "a set of principals";
  return flaw(`is ${what} by its \`${selector}\`, and begins with \`${needed}:\` then`, `${needed}:${rest}`);
}
