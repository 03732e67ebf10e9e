import type { Graph } from "../graph/graph.ts";
import { valuesOf } from "../model/fact-values.ts";
import type { Binding, Origin } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { display, type Part } from "../model/value.ts";

/** What is there before the configuration is applied, or says nothing of what else is made first. */
const LOOSE = /^(?:var|data\.google_project|google_project|google_service_account)\./;

/** A grant that nothing makes wait for what is made beside it, as far as its own words tell. */
export const isLooseGrant = (binding: Binding): boolean =>
  binding.effect === "grant" &&
  binding.waits !== true &&
  !binding.isExample &&
  !binding.isPlanned &&
  !binding.conditional &&
  /^google_\w+_iam_(?:member|binding)\./.test(binding.source) &&
  valuesOf(binding).every(({ parts }) => parts.every(isLoose));

const isLoose = (part: Part): boolean => part.kind === "literal" || LOOSE.test(part.text);

/** What a scope makes that brings principals of a kind, where all of it is of one project. */
export function originsOf(brings: Origin["brings"], scope: string, graph: Graph): readonly Origin[] {
  const origins = graph.within(scope, "origin").filter((origin) => origin.brings === brings && !origin.isPlanned);
  const projects = new Set(origins.map(({ project }) => (project === undefined ? "" : display(project))));
  return projects.size > 1 ? [] : origins;
}

/** Has a grant made only when what brings its member is there. */
export const waitFixes = (binding: Binding, { address, source }: Origin): readonly Fix[] =>
  address === undefined
    ? []
    : [
        {
          title: `Make it wait for \`${withoutKey(source)}\``,
          safety: "safe",
          changes: [{ kind: "wait-for", binding, address }],
        },
      ];

/** The resource of all instances. */
export const withoutKey = (name: string): string => name.replace(/\[[^\]]*\]$/, "");
