/** Resources that hold others, as people call them: what is granted there holds for all that lies below. */
const CONTAINERS: Readonly<Record<string, string>> = {
  "resourcemanager.projects": "a project",
  "resourcemanager.folders": "a folder",
  "resourcemanager.organizations": "an organization",
};

/** The container that a type of resource is, with its article; none for every other type. */
export const containerName = (type: string | undefined): string | undefined =>
  type !== undefined && Object.hasOwn(CONTAINERS, type) ? CONTAINERS[type] : undefined;
