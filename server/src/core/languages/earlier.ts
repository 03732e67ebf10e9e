import type { Source } from "./language.ts";

const earlier = new WeakMap<Source, Source>();

/**
 * Says that one version of a document takes the place of another, so that reading it may keep what did not change. Of a row
 * of versions that were never read only the last one that was counts.
 */
export function replaceVersion(before: Source, after: Source): void {
  if (before.uri !== after.uri || before.pieces !== undefined || after.pieces !== undefined) return;
  earlier.set(after, takeEarlier(before) ?? before);
}

/** The version that this one took the place of; told once, so that old versions are not kept. */
export function takeEarlier(source: Source): Source | undefined {
  const before = earlier.get(source);
  earlier.delete(source);
  return before;
}
