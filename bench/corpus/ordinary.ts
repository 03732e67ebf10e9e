// Texts as most repositories have them: IAM is a small part of what they are about.
import { markdownFile } from "./markdown.ts";
import { plainCode, plainProse, plainYaml } from "./plain.ts";
import type { Random } from "./random.ts";
import { shellFile } from "./shell.ts";
import { LOCATIONS, NAMES } from "./words.ts";

/** A deploy script of some hundred lines in which some commands are gcloud, one in a few scripts grants something. */
export function ordinaryShell(random: Random): string {
  const parts = [SHELL_HEAD];
  for (let i = 0; i < 12; i++) parts.push(random.pick([build, checks, waiting, deploy])(random, i));
  return parts.join("\n") + (random.below(4) === 0 ? shellFile(random, 1) : "");
}

const SHELL_HEAD = `#!/usr/bin/env bash
set -euo pipefail

readonly ROOT="$(cd "$(dirname "\${BASH_SOURCE[0]}")/.." && pwd)"
PROJECT_ID="\${1:?usage: deploy.sh PROJECT_ID}"

log() {
  printf '%s %s\\n' "$(date -u +%FT%TZ)" "$*" >&2
}
`;

const build = (random: Random, i: number) => `# Builds the image of part ${i}, with the layers of the day before.
log "building ${random.pick(NAMES)}"
docker build --file "$ROOT/${random.pick(NAMES)}/Dockerfile" \\
  --build-arg VERSION="$(git describe --tags --always)" \\
  --tag "europe-docker.pkg.dev/$PROJECT_ID/images/${random.pick(NAMES)}:\${VERSION:-latest}" "$ROOT"
docker push "europe-docker.pkg.dev/$PROJECT_ID/images/${random.pick(NAMES)}:\${VERSION:-latest}"
`;

const checks = (random: Random, i: number) => `if [[ ! -f "$ROOT/${random.pick(NAMES)}.env" ]]; then
  log "there is no ${random.pick(NAMES)}.env; copy the example and fill it in"
  cp "$ROOT/example.env" "$ROOT/${random.pick(NAMES)}.env"
  exit ${1 + (i % 3)}
fi
for tool in docker jq curl gcloud; do
  command -v "$tool" > /dev/null || { log "$tool is missing"; exit 1; }
done
`;

const waiting = (random: Random) => `until curl --fail --silent "https://${random.pick(NAMES)}.example.com/healthz"; do
  attempts=$((attempts + 1))
  if (( attempts > ${5 + random.below(20)} )); then
    log "${random.pick(NAMES)} does not answer"
    break
  fi
  sleep 2
done
jq -r '.items[] | select(.state == "ready") | .name' < "$ROOT/out/${random.pick(NAMES)}.json" | sort | uniq -c
`;

const deploy = (
  random: Random,
  i: number,
) => `gcloud builds submit "$ROOT" --project "$PROJECT_ID" --config cloudbuild.yaml
gcloud compute instances list --project "$PROJECT_ID" --format json > "$ROOT/out/instances-${i}.json"
gcloud run services describe ${random.pick(NAMES)} --project "$PROJECT_ID" --region ${random.pick(LOCATIONS)} \\
  --format 'value(status.url)'
`;

/** A long document with fences of several languages; one in five grants something in one of them. */
export function ordinaryMarkdown(random: Random): string {
  const parts = [`# Working on ${random.pick(NAMES)}\n`];
  for (let i = 0; i < 30; i++) {
    parts.push(`## ${random.pick(NAMES)} ${i}\n`, plainProse(random, 8), "");
    if (i % 3 === 0) parts.push(random.pick(FENCES)(random), "");
  }
  if (random.below(5) === 0) parts.push(markdownFile(random, 2));
  return parts.join("\n");
}

type MakeFence = (random: Random) => string;

const FENCES: readonly [MakeFence, ...MakeFence[]] = [
  (random) => `\`\`\`go\n${plainCode(random).slice(0, 400)}\n\`\`\``,
  (random) => `\`\`\`yaml\n${plainYaml(random).slice(0, 300)}\n\`\`\``,
  (random) => `\`\`\`bash\nmake ${random.pick(NAMES)}\ndocker compose up --build ${random.pick(NAMES)}\n\`\`\``,
  (random) => `\`\`\`console\n$ git switch -c ${random.pick(NAMES)}\n$ npm test -- ${random.pick(NAMES)}\n\`\`\``,
];
