import { isSameProject } from "../access/covers.ts";
import { imageNeeds, type Need } from "../access/needs.ts";
import type { World } from "../access/world.ts";
import { gaps, mayTell, TELLING, verb } from "../evidence/deploys-without.ts";
import { calledAll, who } from "../evidence/workload-words.ts";
import type { Workload } from "../model/facts.ts";
import { display, known, soleReference } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const READER = "roles/artifactregistry.reader";

/** Whether the code tells where the repository is: by a project that it knows, or because it declares the repository. */
function isTold({ place }: Need, workload: Workload, { graph }: World): boolean {
  if (place.project !== undefined && known(place.project) !== undefined) return true;
  if (place.name !== undefined && /#google_artifact/.test(soleReference(place.name)?.target?.address ?? ""))
    return true;
  return isSameProject(place.project, place.scope, workload.project, workload.scope, graph) === true;
}

const keyOf = ({ place }: Need): string =>
  [place.project, place.location, place.name].map((value) => (value === undefined ? "" : display(value))).join("/");

export const runDeployerMissingImageReader = defineRule({
  id: "run-deployer-missing-image-reader",
  title: "Deployer may not read the container image",
  severity: "warning",
  fix: "unsafe",
  tier: 3,
  since: "0.2.0",
  why: `Cloud Run checks that whoever deploys can read the image: it takes \`artifactregistry.repositories.downloadArtifacts\` on the
repository, besides the rights on the service and on its identity. Roles for Cloud Run alone, such as \`roles/run.admin\`, do not hold it.`,
  how: `Grant \`${READER}\` on the repository to the deployer. Whoever pushes images there with \`roles/artifactregistry.writer\`
can read them already.`,
  silent:
    "When the deployer holds the permission on the repository, its project or above, or may hold it by a grant with an unknown role, member or resource, or to a group; on images of other registries, on public ones, and on images whose repository is not told; on what `run-deployer-missing-actas` passes over as well.",
  refs: [
    "https://cloud.google.com/run/docs/reference/iam/roles",
    "https://cloud.google.com/artifact-registry/docs/access-control",
  ],
  options: {},
  on: TELLING,
  applies: mayTell,
  check: (fact, world) => missing(fact, world),
});

const missing = gaps(
  () => true,
  (workload, world) =>
    imageNeeds(workload)
      .filter((need) => isTold(need, workload, world))
      .map((need) => ({ key: keyOf(need), need })),
  (deployer, { place }, workloads) =>
    `${who(deployer.member)} ${verb(deployer)} ${calledAll(workloads)}, but nothing in this workspace lets it read the image in repository \`${place.name === undefined ? "" : display(place.name)}\`: Cloud Run refuses a deploy by someone who cannot.`,
);
