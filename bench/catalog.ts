import { openCatalog } from "../server/src/core/catalog/open.ts";
import { runNode } from "./processes.ts";
import { ms, type Section } from "./report.ts";
import { median } from "./statistics.ts";

const RUNS = 20;
export const FIRST_USE = "--catalog-first-use";

/** The first questions to the role catalog, each in a new process. */
export function catalogFirstUse(): Section {
  const runs = Array.from({ length: RUNS }, () =>
    runNode([process.argv[1] ?? "", FIRST_USE])
      .output.split(" ")
      .map(Number),
  );
  const column = (at: number) => ms(median(runs.map((taken) => taken[at] ?? Number.NaN)));
  return {
    title: "Catalog, first use",
    how: `The bundled catalog is packed text; ${RUNS} new processes, medians.`,
    rows: [
      ["question", "time"],
      ["opening it, and a first role by name", column(0)],
      ["the permissions of a role", column(1)],
      ["suggestions for a misspelt role", column(2)],
    ],
  };
}

/** Prints what the first questions took, in milliseconds. */
export function firstUse(): void {
  const start = performance.now();
  const catalog = openCatalog();
  catalog.role("roles/run.developer");
  const opened = performance.now();
  catalog.permissionsOf("roles/run.developer");
  const listed = performance.now();
  catalog.similar("roles/run.developr");
  const suggested = performance.now();
  console.log([opened - start, listed - opened, suggested - listed].join(" "));
}
