import data from "../../../../data/config-connector.json";

/** A resource kind that `resourceRef` of Config Connector's IAM kinds can name. */
export interface ConfigConnectorKind {
  /** API group without version: `run.cnrm.cloud.google.com`. */
  readonly group: string;
  /** Terraform resource type behind it. */
  readonly terraform: string;
  /** Permission prefix of the resource's type: `run.services`. */
  readonly type: string;
  /** Whether Config Connector accepts conditions on it. */
  readonly conditions: boolean;
}

/** Not complete: a kind that is absent is unknown, not wrong. Source: see `meta` in the data file. */
export const configConnectorKinds = data.kinds as Readonly<Record<string, ConfigConnectorKind>>;
