import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { decide, tellingTimes } from "../../server/src/core/conditions/decide.ts";
import { instantOf, isRfc3339, timeRepair } from "../../server/src/core/conditions/instant.ts";
import { neverWithout } from "../../server/src/core/conditions/never.ts";
import { parse } from "../../server/src/core/conditions/parse.ts";
import { constantsIn } from "../../server/src/core/conditions/range.ts";
import { formatsOf, tellingServices } from "../../server/src/core/conditions/services.ts";
import { type Node, pathOf } from "../../server/src/core/conditions/tree.ts";

const read = (text: string): Node => parse(text).tree ?? { kind: "hole", start: 0, end: 0 };
const T = 'timestamp("2030-01-01T00:00:00Z")';
const at = (text: string): number => instantOf(text) ?? Number.NaN;

suite("whether a condition is true at a time", () => {
  const before = { time: at("2029-06-01T00:00:00Z") };
  const after = { time: at("2031-06-01T00:00:00Z") };
  const cases: readonly (readonly [string, boolean | undefined, boolean | undefined])[] = [
    [`request.time < ${T}`, true, false],
    [`${T} <= request.time`, false, true],
    [`request.time < ${T} + duration("87600h")`, true, true],
    [`request.time < ${T} && x`, undefined, false],
    [`request.time < ${T} || x`, true, undefined],
    [`!(request.time < ${T})`, false, true],
    [`request.time < ${T} ? true : false`, true, false],
    ["x", undefined, undefined],
    ["request.time < x", undefined, undefined],
  ];
  for (const [text, early, late] of cases) {
    test(text, () => assert.deepEqual([decide(read(text), before), decide(read(text), after)], [early, late]));
  }
  test("can only change around the times in it", () => {
    const time = at("2030-01-01T00:00:00Z");
    assert.deepEqual(tellingTimes(read(`request.time < ${T}`)), [time - 1, time, time + 1]);
  });
});

suite("what is the same at all times", () => {
  const constant = (text: string) =>
    constantsIn(read(text)).map(({ node, is }) => [text.slice(node.start, node.end), is]);
  test("a number outside", () => {
    assert.deepEqual(constant("request.time.getMonth() == 12 || a"), [["request.time.getMonth() == 12", false]]);
  });
  test("limits that leave nothing between them", () => {
    const text = 'request.time.getHours("UTC") > 17 && request.time.getHours("UTC") < 9';
    assert.deepEqual(constant(text), [[text, false]]);
  });
  test("nothing of what differs", () => {
    assert.deepEqual(constant("request.time.getHours() > 9 && request.time.getHours('UTC') < 9"), []);
    assert.deepEqual(constant("request.time.getHours() == request.time.getMinutes()"), []);
    assert.deepEqual(constant("request.time.getHours() in [1, 2]"), []);
    assert.deepEqual(constant("request.time.getHours() > x"), []);
  });
});

suite("a condition without an attribute", () => {
  const never = (text: string) => neverWithout(read(text), (node) => pathOf(node) === "resource.name");
  const cases: readonly (readonly [string, boolean])[] = [
    ['resource.name == "x"', true],
    ['resource.name.startsWith("x") && y', true],
    ['resource.name.startsWith("x") || resource.name.startsWith("y")', true],
    ['resource.name.startsWith("x") || y', false],
    ['!resource.name.startsWith("x")', false],
    ['resource.name != "x"', false],
    ["x", false],
    ['resource.type != "t" || resource.name == "x"', false],
    ['resource.name.extract("a{b}") == "c"', true],
    ['(y ? resource.name : "x") == "x"', false],
  ];
  for (const [text, wanted] of cases) test(text, () => assert.equal(never(text), wanted));
});

suite("times", () => {
  test("of RFC 3339", () => {
    for (const text of ["2030-01-01T00:00:00Z", "2028-02-29T23:59:59.5+02:00"]) assert.ok(isRfc3339(text), text);
    for (const text of ["2030-01-01", "2030-01-01T00:00:00", "2030-02-29T00:00:00Z", "2030-01-01T24:00:00Z", "x"])
      assert.ok(!isRfc3339(text), text);
  });
  test("that were meant", () => {
    assert.equal(timeRepair("2030-01-01"), "2030-01-01T00:00:00Z");
    assert.equal(timeRepair("2030-01-01 12:30"), "2030-01-01T12:30:00Z");
    assert.equal(timeRepair("2030-02-30"), undefined);
  });
});

suite("services", () => {
  test("that tell conditions the resource", () => {
    const permissions = [
      "run.routes.invoke",
      "storage.objects.get",
      "cloudsql.instances.connect",
      "resourcemanager.projects.get",
    ];
    assert.deepEqual([...tellingServices(permissions)], ["storage", "sqladmin"]);
  });
  test("formats of names by their beginning", () => {
    const formats = (name: string) => formatsOf(name).map((format) => format.join("/"));
    assert.deepEqual(formats("projects/x/secrets/"), [
      "projects/project-number/secrets/secret-id",
      "projects/project-number/secrets/secret-id/versions/secret-version",
    ]);
    assert.deepEqual(formats("projects/x/global/firewalls/f"), ["projects/project-id/global/firewalls/firewall-id"]);
    assert.deepEqual(formats("projects/x/nothing/"), []);
  });
});
