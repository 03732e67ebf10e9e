import type { Binding } from "../model/facts.ts";
import type { Value } from "../model/value.ts";

/**
 * Whether a role or member is surely granted on the resource of its binding: not in a statement that may never be there, nor
 * one that comes from elsewhere to a statement whose instances are not told apart.
 */
export const isSurelyHere = ({ conditional, repeated }: Binding, { uses }: Value): boolean =>
  conditional !== true && (repeated !== true || uses === undefined);
