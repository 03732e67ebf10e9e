// How the steps of a test run tell their results to each other: a small JSON file named by TEST_COUNTS.
import { readFileSync, rmSync } from "node:fs";

/** @typedef {{ readonly passed: number, readonly failed: number }} Counts */

/** @param {readonly Counts[]} list @returns {Counts} */
export const sum = (list) => ({
  passed: list.reduce((total, { passed }) => total + passed, 0),
  failed: list.reduce((total, { failed }) => total + failed, 0),
});

/**
 * Reads and removes a file of counts.
 * @param {string} file
 * @returns {Counts | undefined} undefined when the step never came to the end of its tests
 */
export function takeCounts(file) {
  try {
    const { passed, failed } = JSON.parse(readFileSync(file, "utf8"));
    return Number.isInteger(passed) && Number.isInteger(failed) ? { passed, failed } : undefined;
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}
