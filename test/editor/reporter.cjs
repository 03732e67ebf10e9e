// A mocha reporter: a line for each test, and at the end the counts in the file that TEST_COUNTS names.
// A skipped test counts as failed.
const { writeFileSync } = require("node:fs");

/** @param {import("mocha").Runner} runner */
module.exports = function report(runner) {
  const counts = { passed: 0, failed: 0 };
  const fail = (test, reason) => {
    counts.failed++;
    console.log(`✖ ${test.fullTitle()}\n${reason.replace(/^/gm, "    ")}`);
  };
  runner.on("pass", (test) => {
    counts.passed++;
    console.log(`✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on("fail", (test, error) => fail(test, describe(error)));
  runner.on("pending", (test) => fail(test, "skipped"));
  runner.once("end", () => {
    if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  });
};

function describe(error) {
  if (!(error instanceof Error)) return String(error);
  const { message, stack = "" } = error;
  return stack.includes(message) ? stack : `${message}\n${stack}`;
}
