import { holdsMark, type Mark } from "../../marks.ts";
import type { Script } from "../shell/script.ts";

/** What a whole script says about the place where it runs. */
export interface Setting {
  /** Whether it surely runs where nobody answers a question of gcloud. */
  readonly isUnattended: boolean;
  /** Whether it grants something under a condition. */
  readonly hasConditions: boolean;
  /** Whether it sets a region for Cloud Run. */
  readonly setsRegion: boolean;
  /** Whether something else may replace `$NAME` before a shell sees it. */
  readonly isTemplate: boolean;
}

/** Documents of pipelines, where nobody answers a question. */
const PIPELINE = /\.ya?ml$|(?:^|\/)Jenkinsfile|(?:^|\/)Dockerfile|\/\.?(?:ci|buildkite|kokoro|github)\//;
const PROMPTS_OFF: readonly Mark[] = [
  ["DISABLE_PROMPTS", /CLOUDSDK_CORE_DISABLE_PROMPTS\s*=\s*["']?(?:1|true)/],
  ["disable_prompts", /\bdisable_prompts\s+(?:1|[Tt]rue)/],
];
const CONDITIONS: readonly Mark[] = [
  ["--condition", /--condition(?:-from-file\b|(?:=|[ \t]+)["']?(?!none\b|["'\s]))/i],
];
const REGIONS: readonly Mark[] = [
  ["/region", /(?:run|compute)\/region/],
  ["_REGION", /CLOUDSDK_(?:RUN|COMPUTE)_REGION/],
];
const TEMPLATE = /\.(?:ya?ml|json|tf|j2|jinja2?|tpl|tmpl|template|erb|mk|in)$|(?:^|\/)(?:GNUm|M|m)akefile|[Jj]ustfile/;

export const settingOf = ({ text }: Script, uri: string): Setting => ({
  isUnattended: PIPELINE.test(uri) || holdsMark(text, PROMPTS_OFF),
  hasConditions: holdsMark(text, CONDITIONS),
  setsRegion: holdsMark(text, REGIONS),
  isTemplate: TEMPLATE.test(uri) || (text.includes("envsubst") && /\benvsubst\b/.test(text)),
});
