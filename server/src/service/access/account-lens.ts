import { attached } from "../../core/access/attached.ts";
import { identityOf } from "../../core/access/identity-of.ts";
import { perWorld, type World } from "../../core/access/world.ts";
import type { Binding, ServiceAccount, Workload } from "../../core/model/facts.ts";
import { display } from "../../core/model/value.ts";
import { nameOf } from "../../core/model/value-name.ts";
import { distinctSpans } from "../../core/text/span.ts";
import type { ToldLens } from "./lens.ts";

const MOST_RUNNING = 3;
const MOST_ROLES = 2;

/** What runs as each account, by its key. */
const runningAs = perWorld((world: World): ReadonlyMap<string, readonly Workload[]> => {
  const found = new Map<string, Workload[]>();
  for (const workload of attached(world)) {
    const key = identityOf(workload, world)?.key;
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), workload]);
  }
  return found;
});

/** What runs as an account. */
export function runsTold(account: ServiceAccount, world: World): ToldLens {
  const key = account.isDefault ? "default" : world.graph.keyOf(account);
  const running = runningAs(world).get(key) ?? [];
  const names = [...new Set(running.map(({ name, source }) => (name === undefined ? source : display(name))))];
  if (names.length === 0) return { title: "nothing here runs as it", places: [] };
  return { title: `runs ${listed(names, MOST_RUNNING)}`, places: distinctSpans(running.map(({ head }) => head)) };
}

/** Which roles an account holds. */
export function rolesTold(account: ServiceAccount, world: World): ToldLens {
  const grants = world.graph.grantsTo(`serviceAccount:${world.graph.keyOf(account)}`);
  const roles = [...new Set(grants.flatMap(rolesOf))];
  if (roles.length === 0) return { title: "holds no role here", places: [] };
  const title = roles.length > MOST_ROLES ? `holds ${roles.length} roles` : `holds ${roles.join(", ")}`;
  return { title, places: distinctSpans(grants.map(({ head }) => head)) };
}

const rolesOf = ({ role }: Binding): readonly string[] =>
  role === undefined ? [] : [nameOf(role).replace(/^roles\//, "")];

const listed = (names: readonly string[], most: number): string =>
  [...names.slice(0, most), ...(names.length > most ? [`${names.length - most} more`] : [])].join(", ");
