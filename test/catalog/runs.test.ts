import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contains, covers, intersects, numbersOf } from "../../server/src/core/catalog/runs.ts";
import { unpackRuns } from "../../server/src/core/catalog/unpack.ts";

const numbers = fc.uniqueArray(fc.nat(60), { maxLength: 40 }).map((list) => list.sort((a, b) => a - b));

function runsOf(sorted: readonly number[]): readonly number[] {
  const runs: number[] = [];
  for (const number of sorted) {
    if (runs.at(-1) === number) runs[runs.length - 1] = number + 1;
    else runs.push(number, number + 1);
  }
  return runs;
}

test("runs answer like the sets they stand for", () => {
  fc.assert(
    fc.property(numbers, numbers, fc.nat(61), fc.nat(61), (a, b, start, end) => {
      const [one, other] = [runsOf(a), runsOf(b)];
      assert.deepEqual([...numbersOf(one)], a);
      assert.equal(contains(one, start), a.includes(start));
      assert.equal(
        covers(one, other),
        b.every((number) => a.includes(number)),
      );
      assert.equal(
        intersects(one, start, end),
        a.some((number) => start <= number && number < end),
      );
    }),
  );
});

test("packed runs unpack to starts and ends at every width", () => {
  assert.deepEqual(unpackRuns(""), []);
  assert.deepEqual(unpackRuns("!!"), [0, 1]);
  assert.deepEqual(unpackRuns("#%"), [1, 4]);
  assert.deepEqual(unpackRuns("k!!"), [70, 71]);
  assert.deepEqual(unpackRuns("}!!!"), [1690, 1691]);
  assert.deepEqual(unpackRuns("~!!!!"), [9790, 9791]);
});
