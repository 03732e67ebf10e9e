import assert from "node:assert/strict";
import { test } from "node:test";
import { type Graph, joinGraph } from "../../server/src/core/graph/graph.ts";
import { recalled } from "../../server/src/core/graph/recall.ts";
import { extractAll, uriOf } from "../harness/workspace.ts";

const grantsTo = (...names: readonly string[]) =>
  extractAll([
    {
      uri: uriOf("main.tf"),
      text: names
        .map(
          (name, i) => `resource "google_project_iam_member" "m${i}" {
  project = "shop"
  role    = "roles/viewer"
  member  = "user:${name}@example.com"
}
`,
        )
        .join("\n"),
    },
  ]).facts;

const keyOf = (name: string): string => `user:${name}@example.com`;

test("what nobody was granted is found later, also when many keys have come and gone", () => {
  const isGranted = recalled((key: string, graph: Graph) => graph.grantsTo(key).length > 0);
  const unit = (...names: readonly string[]) => [{ key: "main", facts: grantsTo(...names) }];
  let graph = joinGraph(unit("first"));
  assert.equal(isGranted(keyOf("late"), graph), false);
  for (let round = 0; round < 5; round++) {
    const others = Array.from({ length: 400 }, (_, i) => `other-${round}-${i}`);
    const before = graph;
    graph = joinGraph(unit("first", ...others), graph);
    assert.equal(graph, before);
    assert.equal(isGranted(keyOf("late"), graph), false);
    for (const name of others) assert.equal(graph.grantsTo(keyOf(name)).length, 1);
  }
  graph = joinGraph(unit("late", "first"), graph);
  assert.equal(isGranted(keyOf("late"), graph), true);
  assert.deepEqual(
    graph.bindings.map(({ source }) => source),
    ["google_project_iam_member.m0", "google_project_iam_member.m1"],
  );
  assert.equal(isGranted(keyOf("other-0-0"), graph), false);
});
