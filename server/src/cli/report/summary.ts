import type { Severity } from "../../core/model/finding.ts";

/** How much was looked at and found. */
export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly hints: number;
  /** How many findings were fixed; absent when fixing was not asked for. */
  readonly fixed?: number;
}

export function summarize(
  files: number,
  findings: readonly { readonly severity: Severity }[],
  fixed: number | undefined,
): Summary {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  return {
    files,
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    hints: count("hint"),
    ...(fixed === undefined ? {} : { fixed }),
  };
}

/** `3 errors`; `undefined` for none. */
export const counted = (count: number, noun: string): string | undefined =>
  count === 0 ? undefined : `${count} ${noun}${count === 1 ? "" : "s"}`;
