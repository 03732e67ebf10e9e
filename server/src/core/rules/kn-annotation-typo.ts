import { runAnnotations } from "../model/tables/cloud-run.ts";
import { slips } from "../text/distance.ts";
import { defineRule } from "./rule.ts";

const MOST_SLIPS = 2;

export const knAnnotationTypo = defineRule({
  id: "kn-annotation-typo",
  title: "Annotation that Cloud Run does not know",
  severity: "warning",
  fix: "unsafe",
  tier: 1,
  since: "0.2.0",
  why: "Annotations decide who reaches a Cloud Run service: `run.googleapis.com/ingress`, `run.googleapis.com/iap-enabled`, `run.googleapis.com/invoker-iam-disabled`. One with a slip in its name says nothing.",
  how: "Write the name of the annotation as Cloud Run has it.",
  silent: "On names that are not near a known one: they may be new.",
  refs: ["https://cloud.google.com/run/docs/reference/yaml/v1"],
  options: {},
  on: "flaw",
  applies: ({ flaw }) => flaw === "run-annotation-unknown",
  *check({ at, words: { name = "" } }) {
    const near = [...runAnnotations].filter(
      (known) => (slips(name.toLowerCase(), known.toLowerCase()) ?? 9) <= MOST_SLIPS,
    );
    const [meant, ...others] = near;
    if (meant === undefined || others.length > 0) return;
    yield {
      span: at,
      message: `Cloud Run has no annotation \`run.googleapis.com/${name}\`; \`${meant}\` is near.`,
      fixes: [
        {
          title: `Replace with \`${meant}\``,
          safety: "unsafe",
          changes: [{ kind: "rewrite", span: at, text: meant }],
        },
      ],
    };
  },
});
