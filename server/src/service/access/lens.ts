import { callTo } from "../../core/access/calls-to.ts";
import { productOf } from "../../core/access/products.ts";
import type { World } from "../../core/access/world.ts";
import { openCatalog } from "../../core/catalog/open.ts";
import type { Assumed } from "../../core/model/assumed.ts";
import type { Workload } from "../../core/model/facts.ts";
import { type Span, sameSpan } from "../../core/text/span.ts";
import type { Workspace } from "../workspace.ts";
import { rolesTold, runsTold } from "./account-lens.ts";
import { deployTold, identityTold, invokeTold } from "./workload-lens.ts";

/** What a lens tells: of a workload its identity, who deploys and who invokes it; of an account what runs as it and its roles. */
export type LensAspect = "identity" | "deploy" | "invoke" | "runs" | "roles";

/** A lens over a statement; what it says is worked out by {@link tellLens}. */
export interface Lens {
  readonly aspect: LensAspect;
  /** The words that name the statement. */
  readonly span: Span;
}

export interface ToldLens {
  readonly title: string;
  /** What the title speaks of, in the order in which it is to be shown. */
  readonly places: readonly Span[];
}

/** The lenses of a document, in its order; one of each kind for a statement that stands for several. */
export function lensesIn(workspace: Workspace, uri: string): readonly Lens[] {
  const { workloads, accounts } = workspace.graph();
  const found = new Map<number, readonly Lens[]>();
  for (const workload of workloads) {
    const { head } = workload;
    if (head.uri === uri && isShown(workload)) found.set(head.start, lensesOver(head, aspectsOf(workload)));
  }
  for (const { head, isPlanned } of accounts)
    if (head.uri === uri && !isPlanned) found.set(head.start, lensesOver(head, ["runs", "roles"]));
  return [...found].sort(([a], [b]) => a - b).flatMap(([, lenses]) => lenses);
}

const isShown = (workload: Workload): boolean =>
  workload.purpose === undefined && !workload.isPlanned && productOf(workload) !== undefined;

const aspectsOf = (workload: Workload): readonly LensAspect[] => [
  ...(productOf(workload)?.identity === "nobody" ? [] : (["identity"] as const)),
  "deploy",
  ...(callTo(workload) === undefined ? [] : (["invoke"] as const)),
];

const lensesOver = (span: Span, aspects: readonly LensAspect[]): readonly Lens[] =>
  aspects.map((aspect) => ({ aspect, span }));

/** What a lens says by what the workspace grants; `undefined` when its statement is no longer there. */
export function tellLens(
  { aspect, span }: Lens,
  workspace: Workspace,
  assumed: readonly Assumed[],
): ToldLens | undefined {
  const world: World = { graph: workspace.graph(), catalog: openCatalog(), assumed };
  const isHere = ({ head }: { readonly head: Span }): boolean => sameSpan(head, span);
  if (aspect === "runs" || aspect === "roles") {
    const account = world.graph.accounts.find(isHere);
    return account && (aspect === "runs" ? runsTold(account, world) : rolesTold(account, world));
  }
  const workload = world.graph.workloads.find((one) => isHere(one) && isShown(one));
  return workload && OF_WORKLOAD[aspect](workload, world);
}

const OF_WORKLOAD = { identity: identityTold, deploy: deployTold, invoke: invokeTold } as const;
