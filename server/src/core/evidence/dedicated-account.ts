import type { Workload } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { known } from "../model/value.ts";

const SHORTEST = 6;
const LONGEST = 30;
const ID = /^[a-z](?:[-a-z0-9]*[a-z0-9])$/;

/** Makes an account for a workload alone, and runs it as that. */
export function dedicatedAccount(workload: Workload): Fix {
  const account = accountIdFor(workload);
  return {
    title: `Run as a service account of its own, \`${account}\``,
    safety: "unsafe",
    changes: [{ kind: "own-identity", workload, account }],
  };
}

/** An id that the API takes, after the name of the workload or, where that is not told, of its statement. */
function accountIdFor({ name, address = "", type }: Workload): string {
  const word = known(name) ?? address.slice(address.lastIndexOf(".") + 1);
  const base = word
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST)
    .replace(/-+$/, "");
  const product = type.split(".")[0] ?? "run";
  const long = base.length < SHORTEST ? `${base}-${product}`.replace(/^-/, "") : base;
  return long.length >= SHORTEST && ID.test(long) ? long : `${product}-runtime`;
}
