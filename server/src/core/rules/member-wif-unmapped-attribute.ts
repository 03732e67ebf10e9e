import { pathOf, poolPath } from "../evidence/federated-identity.ts";
import { someBegin } from "../evidence/first-look.ts";
import { withMember } from "../evidence/member-fixes.ts";
import { MARK } from "../evidence/unknown-marks.ts";
import type { IdentityProvider } from "../model/facts.ts";
import type { Finding, Fix } from "../model/finding.ts";
import { known, literal, type Reference, type Value } from "../model/value.ts";
import { nearest } from "../text/nearest.ts";
import { federatedOf } from "./member-wif-malformed.ts";
import { defineRule } from "./rule.ts";

const POOL = /#google_iam_workload_identity_pool\.[^.]+$/;

export const memberWifUnmappedAttribute = defineRule({
  id: "member-wif-unmapped-attribute",
  title: "Attribute that no provider of the pool maps",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: "A member such as `principalSet://…/attribute.repository/example/shop` stands for the identities that have the attribute with that value. Only a provider's attribute mapping gives it to them: without it the grant holds for nobody, and signing in is refused.",
  how: 'Add the attribute to the mapping of the provider: `"attribute.repository" = "assertion.repository"`.',
  silent:
    "Unless the same module declares providers of the pool and each of them shows its whole mapping; when a provider's pool is not known; on providers without a mapping, such as those of AWS, which have one of their own.",
  refs: [
    "https://cloud.google.com/iam/docs/workload-identity-federation#mapping",
    "https://github.com/google-github-actions/auth/issues/78",
  ],
  options: {},
  on: "binding",
  applies: ({ effect, members }) => effect !== "revoke" && someBegin(members, "principal"),
  *check({ members, scope }, { graph }) {
    const providers = graph.within(scope, "identity-provider");
    if (providers.length === 0) return;
    for (const member of members) {
      const wanted = attributeOf(member);
      const mapped = wanted && mappedIn(wanted.pool, providers);
      if (wanted === undefined || mapped === undefined || mapped.names.has(wanted.attribute)) continue;
      yield findingOf(member, wanted.attribute, mapped);
    }
  },
});

interface Wanted {
  readonly pool: string;
  readonly attribute: string;
}

/** The attribute that a member asks for, and its pool: the address of its declaration, or its id. */
function attributeOf(member: Value): Wanted | undefined {
  const federated = federatedOf(member);
  const path = federated && pathOf(federated);
  if (path === undefined || federated?.prefix !== "principalSet") return undefined;
  const parsed = path[0] === MARK ? { pool: MARK, kind: undefined, selectors: path.slice(1) } : poolPath(path);
  const [selector = ""] = parsed?.selectors ?? [];
  const attribute = selector === "group" ? "google.groups" : selector;
  if (parsed === undefined || parsed.kind === "workforcePools" || attribute.includes(MARK)) return undefined;
  const pool = parsed.pool === MARK ? declaredPool(member) : parsed.pool;
  const isAttribute = attribute === "google.groups" || /^attribute\.[a-z0-9_]+$/.test(attribute);
  return pool === undefined || pool.includes(MARK) || !isAttribute ? undefined : { pool, attribute };
}

const declaredPool = ({ parts }: Value): string | undefined =>
  parts
    .filter((part): part is Reference => part.kind === "reference")
    .map(({ target }) => target?.address ?? "")
    .find((address) => POOL.test(address));

/** The providers of a pool, and what they map. */
interface Mapped {
  readonly names: ReadonlySet<string>;
  readonly providers: readonly IdentityProvider[];
}

/** What all providers of a pool map; `undefined` when that is not sure. */
function mappedIn(pool: string, all: readonly IdentityProvider[]): Mapped | undefined {
  const names = new Set<string>();
  const providers: IdentityProvider[] = [];
  for (const provider of all) {
    const id = poolOf(provider);
    if (id === undefined || POOL.test(id) !== POOL.test(pool)) return undefined;
    if (id !== pool) continue;
    if (!provider.complete || provider.mapping.length === 0) return undefined;
    providers.push(provider);
    for (const { attribute } of provider.mapping) {
      const name = known(attribute);
      if (name === undefined) return undefined;
      names.add(name);
    }
  }
  return providers.length === 0 ? undefined : { names, providers };
}

const poolOf = ({ pool }: IdentityProvider): string | undefined =>
  pool === undefined ? undefined : (known(pool) ?? declaredPool(pool));

function findingOf(member: Value, attribute: string, { names, providers }: Mapped): Finding {
  const meant = meantName(attribute, [...names]);
  const parts = member.parts.map((part) =>
    part.kind === "literal" && meant !== undefined ? literal(part.text.replace(`/${attribute}/`, `/${meant}/`)) : part,
  );
  return {
    span: member.span,
    message: `No provider of the pool in this workspace maps \`${attribute}\`, so that this member stands for nobody.`,
    related: providers.map(({ head }) => ({ span: head, message: "maps other attributes" })),
    fixes: [...(meant === undefined ? [] : [withMember(member, parts, "unsafe")]), ...mappings(attribute, providers)],
  };
}

const MOST_PROVIDERS = 3;

/** Maps the attribute to the claim of the same name, in one of the providers. */
function mappings(attribute: string, providers: readonly IdentityProvider[]): readonly Fix[] {
  const expression = `assertion.${attribute.slice(attribute.indexOf(".") + 1)}`;
  return providers.slice(0, MOST_PROVIDERS).map((provider) => ({
    title: `Map \`${attribute}\` to \`${expression}\` in \`${provider.source}\``,
    safety: "unsafe",
    changes: [{ kind: "add-mapping", provider, attribute, expression }],
  }));
}

const PREFIX = "attribute.";

/** The mapped attribute that was probably meant: with a slip of the pen, or begun alike (`repo`, `repository`). */
function meantName(attribute: string, mapped: readonly string[]): string | undefined {
  if (!attribute.startsWith(PREFIX)) return undefined;
  const names = mapped.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  const own = attribute.slice(PREFIX.length);
  const longer = names.filter((name) => name.startsWith(own));
  const meant = longer.length === 1 ? longer[0] : nearest(own, names);
  return meant === undefined ? undefined : PREFIX + meant;
}
