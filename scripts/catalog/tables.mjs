// Reduces fact files to the small tables that the project bundles: pure functions from facts to plain objects.

const credit = (name, date, licence) => ({ name, date, licence });

/** Drops the keys whose value is absent or an empty list or object, so that rows stay short. */
function compact(row) {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== undefined && value !== null && !isEmpty(value)),
  );
}

const isEmpty = (value) => typeof value === "object" && Object.keys(value).length === 0;

const mapValues = (table, change) =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value, key)]));

export function terraformTable({ meta, resources, other }) {
  const families = mapValues(resources, (row) => ({
    ...compact({
      kinds: row.kinds,
      type: row.resourceType,
      path: row.path,
      beta: row.provider === "google-beta" || undefined,
      guessed: row.resourceTypeGuessed,
      removed: row.removedIn === undefined ? undefined : true,
    }),
    args: row.args,
  }));
  const sources = meta.sources.map((source) => credit(source.repo ?? source.npm, meta.date, source.licence));
  return {
    meta: { date: meta.date, sources, provider: meta.providerVersion, families: Object.keys(families).length },
    families,
    other: mapValues(other, (row) =>
      compact({ data: row.data, args: row.args, path: row.path?.replace(/ \(.*\)$/, "") }),
    ),
  };
}

export function gcloudTable({ meta, commands, otherGrantingCommands }) {
  const rows = mapValues(commands, (row) => ({
    ...compact({ verb: row.verb, type: row.resourceType, extraFlags: row.extraFlags }),
    tracks: row.tracks,
    positionals: row.positionals,
    flags: row.flags,
  }));
  const sources = [credit(`Google Cloud SDK ${meta.sdk}, command tree`, meta.sdkDate, "Apache-2.0")];
  return {
    meta: { date: meta.sdkDate, sources, commands: Object.keys(rows).length },
    commands: rows,
    other: mapValues(otherGrantingCommands, ({ flags }) => ({ flags: Object.keys(flags) })),
  };
}

export function configConnectorTable({ meta, kinds }) {
  const sources = [credit("GoogleCloudPlatform/k8s-config-connector", meta.date, meta.licence)];
  return {
    meta: { date: meta.date, sources, commit: meta.commit, kinds: Object.keys(kinds).length },
    kinds: mapValues(kinds, ({ group, terraform, resourceType, conditions }) => ({
      group,
      terraform,
      type: resourceType,
      conditions,
    })),
  };
}

export function serviceAgentTable({ meta, agents, extra }) {
  const rows = agents.map(({ name, services, emails, roles }) => compact({ name, services, emails, roles }));
  return {
    meta: { date: meta.date, sources: [credit("Google Cloud documentation, service agents", meta.date, "CC-BY-4.0")] },
    agents: rows,
    defaults: extra.defaultServiceAccounts,
  };
}

/** Types below whose permissions a type stands for as well: the whole of IAP's web resources. */
const ALSO = { "iap.web": ["iap.webServices", "iap.webServiceVersions", "iap.webTypes"] };

export function grantableTable({ meta, documented, aboveProjectOnly, resourceTypes }) {
  const [documentedDate, derivedDate] = meta.date.match(/\d{4}-\d{2}-\d{2}/g);
  return {
    meta: {
      date: derivedDate,
      sources: [credit("Google Cloud documentation, roles and lowest-level resources", documentedDate, "CC-BY-4.0")],
      rule: "A role fits a type, and all above it, when it holds a permission that starts with one of the prefixes and a dot.",
    },
    types: mapValues(resourceTypes, ({ rule, prefixes }, type) =>
      compact({
        rule,
        prefixes: prefixes && [...prefixes, ...(ALSO[type] ?? []).filter((one) => !prefixes.includes(one))],
      }),
    ),
    documented,
    aboveProjectOnly,
  };
}

export function conditionTable(facts, { meta: permissionsMeta }) {
  const { meta } = facts;
  return {
    meta: {
      date: meta.date,
      sources: [credit("Google Cloud documentation, IAM condition attributes", meta.date, "CC-BY-4.0")],
    },
    services: facts.resource_service_values,
    types: facts.resource_type_values,
    names: facts.resource_name_formats.map(([what, format]) => ({ what, format })),
    denyServices: permissionsMeta.denyServiceFqdnExceptions,
  };
}

export function escalationTable({ meta, methods, permissionTags, checkovImpersonationRoles, roleFlags }) {
  const sources = Object.values(meta.sources).map(({ repo, commit, licence }) =>
    credit(repo, commit?.match(/\d{4}-\d{2}-\d{2}/)?.[0], licence),
  );
  return {
    meta: { sources },
    methods: methods.map(({ id, permissions, scopes }) => ({ id, permissions, scopes })),
    tags: permissionTags,
    impersonating: checkovImpersonationRoles,
    flags: roleFlags,
  };
}
