import type { Scalar } from "../manifest/tree.ts";
import type { ScriptBuilder } from "./script.ts";

/** A variable with all that it is in turn, where a job runs several times. */
export interface MatrixKey {
  /** As the script calls it. */
  readonly name: string;
  /** None where they are not known. */
  readonly values: readonly Scalar[];
}

/** Writes a step as often as it runs. */
export function inEachRound([key, ...more]: readonly MatrixKey[], builder: ScriptBuilder, write: () => void): void {
  if (key === undefined) write();
  else builder.forEach(key.name, key.values, () => inEachRound(more, builder, write));
}
