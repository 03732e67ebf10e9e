// Turns the role and permission facts into the plain catalog that pack.mjs takes.

export function catalogOf({ roles, permissions, removed, unlisted }) {
  const names = permissions.permissions;
  return {
    date: roles.date ?? roles.meta.date,
    sources: sourcesOf(roles.meta, permissions.meta, removed.meta),
    permissions: names.map((name, index) => ({
      name,
      custom: permissions.custom[index],
      deny: permissions.deny[index] === "D",
    })),
    roles: roles.roles.map(({ name, title, stage, kind, permissions: numbers }) => ({
      name,
      title,
      stage,
      kind: kind ?? "predefined",
      permissions: numbers?.map((number) => names[number]),
    })),
    removed: Object.entries(removed.roles).map(([name, row]) => ({
      name,
      removed: row.removed ?? undefined,
      title: row.title,
      replacements: row.likelyReplacement ?? [],
    })),
    unlisted: Object.keys(unlisted.roles),
  };
}

function sourcesOf(roles, permissions, removed) {
  const dated = (sources, date) =>
    sources.map(({ repo, licence, commit }) => ({
      name: repo,
      date: commit?.match(/\d{4}-\d{2}-\d{2}/)?.[0] ?? date,
      licence,
    }));
  const all = [
    ...dated(roles.sources, roles.date),
    ...dated(permissions.sources, permissions.rolesDate),
    ...dated(removed.sources, roles.date),
  ];
  return [...new Map(all.reverse().map((source) => [source.name, source])).values()].reverse();
}
