import { display, known, literal, type Part, type Value } from "../model/value.ts";
import type { Place } from "./place.ts";

/** Permission to pull an image. */
export const DOWNLOAD = "artifactregistry.repositories.downloadArtifacts";

/** Repositories that anyone can read. */
const PUBLIC =
  /^(?:[a-z]+-)?docker\.pkg\.dev\/(?:cloudrun|google-samples)\/|^(?:[a-z]+\.)?gcr\.io\/(?:cloudrun|google-samples|google-containers|google\.com|distroless)\//;
const SUFFIX = "-docker.pkg.dev";

/** The repository of Artifact Registry that an image comes from; `undefined` for other registries and what is not told. */
export function repositoryOf(image: Value, scope: string): Place | undefined {
  if (PUBLIC.test(display(image))) return undefined;
  const [host, project, repository, ...rest] = segments(image);
  if (host === undefined || project === undefined) return undefined;
  const location = withoutEnd(host, SUFFIX);
  if (location === undefined || repository === undefined || rest.length === 0) return undefined;
  if ([location, project, repository].some(({ parts }) => parts.length === 0)) return undefined;
  return { type: "artifactregistry.repositories", location, project, name: repository, scope };
}

/** The values between the slashes of literal text; a slash inside of a reference does not count. */
function segments(value: Value): readonly Value[] {
  const found: Part[][] = [[]];
  for (const part of value.parts) {
    if (part.kind === "reference") {
      found.at(-1)?.push(part);
      continue;
    }
    for (const [index, text] of part.text.split("/").entries()) {
      if (index > 0) found.push([]);
      if (text !== "") found.at(-1)?.push(literal(text));
    }
  }
  return found.map((parts) => ({ slot: "resource", span: value.span, parts }));
}

function withoutEnd(value: Value, end: string): Value | undefined {
  const last = value.parts.at(-1);
  if (last?.kind !== "literal" || !last.text.endsWith(end)) return undefined;
  const text = last.text.slice(0, -end.length);
  return { ...value, parts: [...value.parts.slice(0, -1), ...(text === "" ? [] : [literal(text)])] };
}

/** The project of an image, where it is told. */
export const imageProject = (image: Value, scope: string): string | undefined => {
  const project = repositoryOf(image, scope)?.project;
  return project === undefined ? undefined : known(project);
};
