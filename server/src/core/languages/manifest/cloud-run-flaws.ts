import { runAnnotations } from "../../model/tables/cloud-run.ts";
import { type KubernetesObject, titleOf } from "./kubernetes-object.ts";
import type { Reading } from "./reading.ts";
import { at } from "./tree.ts";

const HOST = "run.googleapis.com/";

/** Annotations that Cloud Run does not know, in the object and in its template. */
export function findAnnotationFlaws(object: KubernetesObject, reading: Reading): void {
  const { root, head, spec } = object;
  for (const holder of [root, at(spec, "template"), at(spec, "template", "spec", "template")]) {
    const annotations = at(holder, "metadata", "annotations");
    if (annotations?.kind !== "mapping" || annotations.uses.length > 0) continue;
    for (const { key, keySpan } of annotations.entries) {
      const name = key.startsWith(HOST) ? key.slice(HOST.length) : "";
      if (!/^[A-Za-z-]+$/.test(name) || runAnnotations.has(name)) continue;
      const start = reading.text.indexOf(name, keySpan.start + HOST.length);
      if (start < 0 || start + name.length > keySpan.end) continue;
      const place = { ...keySpan, start, end: start + name.length };
      reading.flaw("run-annotation-unknown", place, { span: root.span, head, source: titleOf(object) }, { name });
    }
  }
}
