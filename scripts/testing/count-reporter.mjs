// A reporter of node's test runner that writes counts instead of text. A skipped or unfinished test counts as failed.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0 };
  for await (const { type, data } of events) {
    if ((type !== "test:pass" && type !== "test:fail") || data.details?.type === "suite") continue;
    const isPassed = type === "test:pass" && data.skip === undefined && data.todo === undefined;
    counts[isPassed ? "passed" : "failed"]++;
  }
  yield JSON.stringify(counts);
}
