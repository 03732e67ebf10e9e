import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { openCatalog } from "../../server/src/core/catalog/open.ts";
import { groupBy } from "../../server/src/core/catalog/wording.ts";

const catalog = openCatalog();

/** The lines of a suite's blocks of one kind, under their headings. */
function* linesOf(kind: string): Generator<{ readonly heading: string; readonly line: string }> {
  const suite = readFileSync("test/catalog/similar.md", "utf8");
  for (const section of suite.split(/^## /m).slice(1)) {
    const heading = section.slice(0, section.indexOf("\n"));
    for (const [, found, body = ""] of section.matchAll(/```(\w+)\n([\s\S]*?)```/g)) {
      if (found === kind) for (const line of body.trim().split("\n")) yield { heading, line };
    }
  }
}

const ask = (written: string) => {
  const [text = "", type] = written.split(" @ ");
  return catalog.similar(text, type);
};

test("what people meant is suggested first", async (t) => {
  for (const [heading, lines] of groupBy([...linesOf("roles")], ({ heading }) => heading)) {
    await t.test(heading, () => {
      for (const { line } of lines) {
        const [written = "", meant = ""] = line.split(" -> ");
        const names = ask(written).map(({ role }) => role.name);
        assert.ok(meant.split(", ").includes(names[0] ?? ""), `${line}, but got ${names.join(", ") || "nothing"}`);
      }
    });
  }
});

test("nothing is suggested where nothing is plausible", () => {
  for (const { line } of linesOf("nothing")) {
    assert.deepEqual(
      ask(line).map(({ role }) => role.name),
      [],
      line,
    );
  }
});

test("the suite is large enough to mean something", () => {
  assert.ok([...linesOf("roles")].length >= 150);
  assert.ok([...linesOf("nothing")].length >= 40);
});

test("the reason tells a repair from a guess", () => {
  const reason = (text: string) => catalog.similar(text)[0]?.reason;
  assert.equal(reason("roles/iam.serviceaccountuser"), "case");
  assert.equal(reason("run.invoker"), "prefix");
  assert.equal(reason("Cloud Run Invoker"), "title");
  assert.equal(reason("run.routes.invoke"), "permission");
  assert.equal(reason("roles/serverless.serviceAgent"), "removed");
  assert.equal(reason("roles/run.invokr"), "spelling");
  assert.equal(reason("roles/vertexai.user"), "words");
  assert.equal(reason("roles/bigquery.editor"), "words");
});

test("guesses are never as sure as repairs, and come best first", () => {
  for (const { line } of linesOf("roles")) {
    const found = ask(line.split(" -> ")[0] ?? "");
    assert.ok(found.length <= 3);
    for (const [place, { reason, score }] of found.entries()) {
      assert.ok(score > 0 && score <= (reason === "case" || reason === "prefix" ? 1 : 0.96), line);
      assert.ok(score <= (found[place - 1]?.score ?? 1), line);
    }
    assert.equal(new Set(found.map(({ role }) => role.name)).size, found.length, line);
  }
});

test("any text gets an answer, and the name of a role gets none", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      assert.ok(catalog.similar(text).length <= 3);
      assert.ok(catalog.similar(`roles/${text}`).length <= 3);
    }),
    { numRuns: 300 },
  );
  for (const { name } of catalog.roles().filter((_, place) => place % 20 === 0)) {
    assert.deepEqual(catalog.similar(name), []);
  }
});

test("a slip of one letter in a long name is always mended", () => {
  const names = catalog
    .roles()
    .filter(({ name, kind }) => kind === "predefined" && name.length > 30)
    .map(({ name }) => name);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, seed) => {
      const place = 14 + (seed % (name.length - 14));
      const slipped = name.slice(0, place) + name.slice(place + 1);
      if (catalog.role(slipped) !== undefined) return;
      const found = catalog.similar(slipped).map(({ role }) => role.name);
      assert.ok(found.includes(name), `${slipped} -> ${found.join(", ")}`);
    }),
    { numRuns: 200, seed: 7 },
  );
});
