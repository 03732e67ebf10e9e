import { comparisonsOf } from "../conditions/attributes.ts";
import { soundExpression } from "../conditions/expression.ts";
import { neverWithout } from "../conditions/never.ts";
import { tellingServices } from "../conditions/services.ts";
import { type Node, nodesIn, pathOf } from "../conditions/tree.ts";
import { permissionsOf } from "../evidence/cond-permissions.ts";
import { placeIn } from "../evidence/cond-place.ts";
import { conditionServices, conditionTypes } from "../model/tables/conditions.ts";
import { display } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const ATTRIBUTES = new Set(["resource.name", "resource.type", "resource.service"]);
const isAttribute = (node: Node): boolean => ATTRIBUTES.has(pathOf(node) ?? "");

/** Whether a type or service is compared that does not exist in conditions, which other rules tell. */
const hasUnknownLiteral = (tree: Node): boolean =>
  comparisonsOf(tree, "resource.type").some(({ literal }) => !conditionTypes.includes(literal.value)) ||
  comparisonsOf(tree, "resource.service").some(({ literal }) => !conditionServices.includes(literal.value));

/** Whether the condition is about projects themselves, which nearly every role may read. */
const isAboutProjects = (tree: Node): boolean =>
  comparisonsOf(tree, "resource.type").some(({ literal }) => literal.value.startsWith("cloudresourcemanager.")) ||
  comparisonsOf(tree, "resource.service").some(({ literal }) => literal.value.startsWith("cloudresourcemanager.")) ||
  comparisonsOf(tree, "resource.name").some(({ literal }) => literal.value.split("/").length <= 2);

export const condAttributeNeverGrants = defineRule({
  id: "cond-attribute-never-grants",
  title: "Condition on an attribute that the role's services do not give",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "Only some services tell IAM the name, type and service of a resource. Cloud Run, Pub/Sub, Artifact Registry, Cloud Run functions and service accounts, among others, do not. A condition that needs such an attribute is then never true, and a role whose permissions all belong to such services is granted to nobody.",
  how: "Leave out the condition and grant the role on the resource itself (`google_cloud_run_v2_service_iam_member`, `gcloud run services add-iam-policy-binding`). For a group of resources, use tags: `resource.matchTag(…)`.",
  silent:
    "When the role or its permissions are not known, when the role holds a permission of any service that gives the attributes, when the condition can be true without them (`||`, `!`, `resource.type != …`), on conditions about projects, and where the type or service itself is unknown, which other rules tell.",
  refs: ["https://cloud.google.com/iam/docs/conditions-attribute-reference"],
  options: {},
  on: "binding",
  applies: ({ condition }) => condition !== undefined,
  *check(binding, world) {
    const { role, condition } = binding;
    const expression = soundExpression(condition);
    const permissions = expression && permissionsOf(binding, world);
    if (role === undefined || expression === undefined || permissions === undefined || permissions.length === 0) return;
    const { tree } = expression;
    const place = [...nodesIn(tree)].find(isAttribute);
    if (place === undefined || tellingServices(permissions).size > 0 || isAboutProjects(tree)) return;
    if (hasUnknownLiteral(tree) || !neverWithout(tree, isAttribute)) return;
    yield {
      span: placeIn(expression, place),
      message: `No service of \`${display(role)}\` gives \`${pathOf(place)}\` to conditions, so the condition is never true and the grant gives nothing.`,
      related: [{ span: role.span, message: "the role" }],
    };
  },
});
