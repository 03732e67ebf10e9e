import { namesOf } from "../evidence/name-list.ts";
import { terraformTypeOf } from "../evidence/terraform-type.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { Binding, Fact } from "../model/facts.ts";
import { defineRule } from "./rule.ts";

const DATASET = "google_bigquery_dataset";
const OTHERS = /^google_bigquery_dataset_(?:access|iam_(?:member|binding|policy))$/;

export const tfBqAccessConflict = defineRule({
  id: "tf-bq-access-conflict",
  title: "Dataset that lists its access beside single grants",
  severity: "warning",
  fix: "none",
  tier: 3,
  since: "0.2.0",
  why: `The \`access\` blocks of a \`google_bigquery_dataset\` are all of its access: each apply takes away what they do not list. A
\`google_bigquery_dataset_access\` or \`google_bigquery_dataset_iam_*\` for the same dataset adds it again, and each plan shows the same changes.`,
  how: "List everybody in the dataset, or take its `access` blocks out and grant each role on its own.",
  silent: "When the two may be about different datasets, for all that the code tells, or are in different modules.",
  refs: ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_dataset_access"],
  options: {},
  on: "binding",
  applies: (binding) => isOwner(binding),
  *check(owner, { graph }) {
    const key = graph.resourceKeyOf(owner);
    const group = key === undefined ? [] : graph.find(ON_DATASETS, key);
    const others = group.filter((binding) => OTHERS.test(terraformTypeOf(binding) ?? ""));
    if (others.length === 0 || group.find(isOwner) !== owner) return;
    yield {
      span: owner.head,
      message: `\`${owner.source}\` lists all access to the dataset, so every apply removes what ${namesOf(others)} grants.`,
      related: others.map(({ head }) => ({ span: head, message: "grants on the same dataset" })),
    };
  },
});

const isOfDataset = (fact: Fact): fact is Binding =>
  fact.kind === "binding" && fact.resource.type === "bigquery.datasets" && !fact.repeated;

const isOwner = (binding: Binding): boolean => isOfDataset(binding) && terraformTypeOf(binding) === DATASET;

const ON_DATASETS: Lookup<Binding> = {
  finds: isOfDataset,
  keysOf: (binding, graph) => [graph.resourceKeyOf(binding) ?? []].flat(),
};
