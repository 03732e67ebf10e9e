import assert from "node:assert/strict";
import { test } from "node:test";
import { leadingSpan } from "../../server/src/core/model/leading-span.ts";
import {
  emailDomain,
  isAccountText,
  isOtherUniverse,
  meantPrefixes,
  splitMember,
} from "../../server/src/core/model/principal.ts";
import { literal, type Part, type Reference, type Value } from "../../server/src/core/model/value.ts";
import { isOneEditApart } from "../../server/src/core/text/one-edit.ts";

const span = (start: number, end: number) => ({ uri: "file:///a", start, end });
const unknown = (text: string, start = 0): Reference => ({ kind: "reference", text, span: span(start, start + 1) });
const member = (parts: readonly Part[], length = 0): Value => ({ slot: "member", span: span(10, 10 + length), parts });

test("a member is split at its first colon, when that is known", () => {
  const x = unknown("x");
  assert.deepEqual(splitMember(member([literal("user:a:b")])), { prefix: "user", rest: [literal("a:b")] });
  assert.deepEqual(splitMember(member([literal("us"), literal("er:"), x])), { prefix: "user", rest: [x] });
  assert.deepEqual(splitMember(member([literal("user:a@"), x])), { prefix: "user", rest: [literal("a@"), x] });
  assert.equal(splitMember(member([literal("us"), x, literal(":a")])), undefined);
  assert.equal(splitMember(member([])), undefined);
});

test("the domain of an address is known when all behind the @ is", () => {
  assert.equal(emailDomain(member([unknown("x"), literal("@Example.com")])), "example.com");
  assert.equal(emailDomain(member([literal("a@"), unknown("x"), literal(".com")])), undefined);
});

test("a service account is told by the end of its address", () => {
  const texts = [
    "ci@p.iam.gserviceaccount.com",
    "1-compute@developer.gserviceaccount.com",
    "p.svc.id.goog[a/b]",
    "a@notgserviceaccount.com",
    "a@gserviceaccount.com.example.com",
  ];
  assert.deepEqual(
    texts.map((text) => isAccountText(member([literal(text)]))),
    [true, true, true, false, false],
  );
});

test("the prefix of a text without one", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["jo@example.com", ["user", "group"]],
    ["dev-team@example.com", ["group", "user"]],
    ["smalljo@example.com", ["user", "group"]],
    ["shop@googlegroups.com", ["group"]],
    ["ci@p.iam.gserviceaccount.com", ["serviceAccount"]],
    ["p.svc.id.goog[a/b]", ["serviceAccount"]],
    ["example.com", ["domain"]],
    ["a_b.email", []],
    ["jo", []],
    ["jo@", []],
    ["//iam.googleapis.com/projects/1", []],
    [`${"a".repeat(500)}@example.com`, []],
  ];
  for (const [text, prefixes] of cases) assert.deepEqual(meantPrefixes(text), prefixes, text);
});

test("other universes are told by their addresses, domains' own projects are not", () => {
  assert.equal(isOtherUniverse("serviceAccount:a@p.s3ns.iam.gserviceaccount.com"), true);
  assert.equal(isOtherUniverse("serviceAccount:a@p.other.iam.gserviceaccount.com"), true);
  assert.equal(isOtherUniverse("serviceAccount:a@p.example.com.iam.gserviceaccount.com"), false);
  assert.equal(isOtherUniverse("serviceAccount:a@p.iam.gserviceaccount.com"), false);
});

test("a span inside a value is given only where the source reads as it is written", () => {
  assert.deepEqual(leadingSpan(member([literal("user:a")], 6), 5), span(10, 15));
  assert.deepEqual(leadingSpan(member([literal("user:a")], 8), 5), span(10, 18));
  assert.deepEqual(leadingSpan(member([literal("user:"), unknown("x", 17)], 9), 5), span(10, 15));
  assert.deepEqual(leadingSpan(member([literal("user:"), unknown("x", 19)], 12), 5), span(10, 22));
});

test("one edit apart", () => {
  const pairs = ["user users", "usr user", "uesr user", "uxer user", "user user"];
  assert.ok(pairs.every((pair) => isOneEditApart(...(pair.split(" ") as [string, string]))));
  const others = ["us user", "resu user", "group user", "usersa user"];
  assert.ok(others.every((pair) => !isOneEditApart(...(pair.split(" ") as [string, string]))));
});
