import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, shell } from "../../client/src/panel/page.ts";
import type { CellData, PlaceData, ReadinessResult } from "../../server/src/lsp/messages.ts";

const at = (line: number): PlaceData => ({
  uri: "file:///main.tf",
  range: { start: { line, character: 0 }, end: { line, character: 1 } },
});

const cell = (need: string, state: CellData["state"], told: string, ...places: PlaceData[]): CellData => ({
  need,
  state,
  told,
  places,
});

const RESULT: ReadinessResult = {
  complete: true,
  needs: ["service", "image", "identity", "run"],
  rows: [
    {
      principal: '<img src="x">',
      place: at(1),
      workload: { kind: "Cloud Run service", name: "a'b&c", identity: "api@p.iam.gserviceaccount.com", place: at(2) },
      cells: [
        cell("service", "granted", "roles/run.developer on p", at(3), at(4)),
        cell("image", "unknown", 'a "group" may', at(5)),
        cell("identity", "missing", "roles/iam.serviceAccountUser on api gives it"),
        cell("run", "none", "not told by the code", at(1)),
      ],
    },
  ],
  undeployed: [{ kind: "Cloud Run job", name: "<b>", place: at(6) }],
};

/** What a cell shows and says. */
const cells = (html: string): readonly string[] =>
  [
    ...html.matchAll(
      /<td role="(\w+)"(?: class="(\w+)")? tabindex="-1" data-place="(\d+)" aria-label="([^"]*)" title="\4">(.*?)<\/td>/g,
    ),
  ].map(([, role, kind = "", place, label, shown]) =>
    [role, kind, place, label, shown?.replace(/<[^>]*>/g, "")].join(" | "),
  );

test("a row has its principal, its workload and a cell for each need, each with what it says and where it leads", () => {
  const { html, places } = bodyOf(RESULT);
  assert.deepEqual(cells(html), [
    "rowheader |  | 0 | &lt;img src=&quot;x&quot;&gt;, open | &lt;img src=&quot;x&quot;&gt;",
    "gridcell |  | 1 | Cloud Run service a&#39;b&amp;c, runs as api@p.iam.gserviceaccount.com, open | Cloud Run service a&#39;b&amp;c",
    "gridcell | granted | 2 | service: granted, roles/run.developer on p | ✓ granted",
    "gridcell | unknown | 3 | image: unknown, a &quot;group&quot; may | ? unknown",
    "gridcell | missing | 4 | identity: missing, roles/iam.serviceAccountUser on api gives it | ✗ missing",
    "gridcell | none | 5 | run: not told by the code | –",
  ]);
  assert.deepEqual(
    places.map(({ range }) => range.start.line),
    [1, 2, 3, 5, 1, 1, 6],
  );
  assert.match(html, /<ul><li><button data-place="6">Cloud Run job &lt;b&gt;<\/button><\/li><\/ul>$/);
});

test("what was not read, and nothing to show, is said", () => {
  const { html } = bodyOf({ complete: false, needs: [], rows: [], undeployed: [] });
  assert.equal(
    html,
    "<p>Not all files have been read yet: what is missing may be granted there.</p><p>No workload that runs as a service account is declared in this workspace.</p>",
  );
});

test("the page runs its own script only, and loads nothing from elsewhere", () => {
  const page = shell({ script: "own:/panel.js", style: "own:/panel.css", own: "own:", nonce: "n0nce" });
  assert.match(page, /content="default-src 'none'; style-src own:; script-src 'nonce-n0nce'"/);
  assert.deepEqual(
    [...page.matchAll(/<(script|link)\b[^>]*>/g)].map(([tag]) => tag),
    ['<link rel="stylesheet" href="own:/panel.css">', '<script nonce="n0nce" src="own:/panel.js">'],
  );
  assert.doesNotMatch(page, /https?:/);
});
