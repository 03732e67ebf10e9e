import { runAnnotations } from "../../model/tables/cloud-run.ts";
import { type KubernetesObject, titleOf } from "./kubernetes-object.ts";
import type { Reading } from "./reading.ts";
import { at, type Entry, textAt } from "./tree.ts";

const HOST = "run.googleapis.com/";

/** What YAML reads as something else than a text. Source: yaml.org/spec/1.2.2, core schema; a date is left to the parser's taste. */
const NO_TEXT = /^(?:true|false|[-+]?\d+(?:\.\d+)?)$/i;

/** Annotations that Cloud Run does not know or whose values are no texts, in the object and in its template. */
export function findAnnotationFlaws(object: KubernetesObject, reading: Reading): void {
  const { root, spec } = object;
  for (const holder of [root, at(spec, "template"), at(spec, "template", "spec", "template")]) {
    const annotations = at(holder, "metadata", "annotations");
    if (annotations?.kind !== "mapping" || annotations.uses.length > 0) continue;
    for (const entry of annotations.entries) {
      findUnknown(entry, object, reading);
      findOtherValue(entry, object, reading);
    }
  }
}

const statementOf = (object: KubernetesObject) => ({
  span: object.root.span,
  head: object.head,
  source: titleOf(object),
});

function findUnknown({ key, keySpan }: Entry, object: KubernetesObject, reading: Reading): void {
  const name = key.startsWith(HOST) ? key.slice(HOST.length) : "";
  if (!/^[A-Za-z-]+$/.test(name) || runAnnotations.has(name)) return;
  const start = reading.text.indexOf(name, keySpan.start + HOST.length);
  if (start < 0 || start + name.length > keySpan.end) return;
  const place = { ...keySpan, start, end: start + name.length };
  reading.flaw("run-annotation-unknown", place, statementOf(object), { name });
}

function findOtherValue({ key, value }: Entry, object: KubernetesObject, reading: Reading): void {
  const text = textAt(value);
  if (value?.kind !== "scalar" || text === undefined || value.uses.length > 0) return;
  const isBare = value.style === "plain" || value.style === "flow" || value.style === "json";
  if (!isBare || !NO_TEXT.test(text) || reading.text.slice(value.span.start, value.span.end) !== text) return;
  const repair = { title: "Put the value in quotes", edits: [{ span: value.span, text: `"${text}"` }] };
  reading.flaw("run-annotation-not-text", value.span, statementOf(object), { name: key, value: text }, [repair]);
}
