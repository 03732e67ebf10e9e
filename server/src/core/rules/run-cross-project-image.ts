import { agentMayHold, RUN_AGENT } from "../access/agent-grants.ts";
import { covers } from "../access/covers.ts";
import { DOWNLOAD, repositoryOf } from "../access/image.ts";
import type { Place } from "../access/place.ts";
import { isRun } from "../access/products.ts";
import type { World } from "../access/world.ts";
import { agentLacks, RUN_API } from "../evidence/agent-lacks.ts";
import { calledAs } from "../evidence/workload-words.ts";
import { display, known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Whether the workspace grants anything on the repository or its project: else they are managed elsewhere. */
const isManagedHere = (place: Place, { graph }: World): boolean =>
  graph.bindings.some((binding) => binding.effect === "grant" && covers(binding, place, graph) === true);

function reader({ type, name, location, project }: Place) {
  const fields = { ...(name && { name }), ...(location && { location }), ...(project && { project }) };
  const on = name === undefined ? "the repository" : `repository \`${display(name)}\``;
  return { role: "roles/artifactregistry.reader", resource: { type, fields }, on };
}

export const runCrossProjectImage = defineRule({
  id: "run-cross-project-image",
  title: "Image of another project",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: `Cloud Run pulls an image as its service agent, \`service-PROJECT_NUMBER${RUN_AGENT}\`, with the number of the workload's project. It may read the repositories of its own project; on one of another project it needs \`roles/artifactregistry.reader\`.`,
  how: "Grant `roles/artifactregistry.reader` on the repository to the service agent.",
  silent:
    "When one of the two projects is not written out, when nothing of the workspace is granted on the repository or its project, and when a grant to somebody who is not told may be it.",
  refs: ["https://cloud.google.com/run/docs/deploying#other-projects"],
  options: {},
  on: "workload",
  applies: (workload) => isRun(workload) && workload.images.length > 0,
  *check(workload, world) {
    const own = known(workload.project);
    if (own === undefined || /^\d+$/.test(own)) return;
    for (const image of workload.images) {
      const place = repositoryOf(image, workload.scope);
      const home = known(place?.project);
      if (place === undefined || home === undefined || home === own || !isManagedHere(place, world)) continue;
      if (agentMayHold(RUN_AGENT, DOWNLOAD, place, world)) continue;
      yield {
        span: image.span,
        message: `${calledAs(workload)} of project \`${own}\` runs an image of project \`${home}\`, but nothing in this workspace lets the Cloud Run service agent of \`${own}\` read repository \`${place.name === undefined ? "" : display(place.name)}\`.`,
        ...agentLacks(
          { service: RUN_API, domain: RUN_AGENT, project: workload.project },
          workload,
          reader(place),
          world,
        ),
      };
    }
  },
});
