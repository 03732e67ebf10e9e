import data from "../../../../data/terraform-iam.json";

/** A family of `google_*_iam_*` resources, keyed by what stands before `_iam_`: `google_cloud_run_v2_service`. */
export interface TerraformFamily {
  /** Resource types of the family: `NAME_iam_member`, `NAME_iam_binding`, `NAME_iam_policy`, `NAME_iam_audit_config`. */
  readonly kinds: readonly ("member" | "binding" | "policy" | "audit_config")[];
  /** Arguments that identify the resource, without role, member, members, condition and policy_data. */
  readonly args: Readonly<Record<string, "required" | "optional">>;
  /** Permission prefix of the resource's type: `run.services`. */
  readonly type: string;
  /** Full resource name, with one `%s` per part. */
  readonly path?: string;
  /** Only in the google-beta provider. */
  readonly beta?: boolean;
  /** The type is likely but not documented: no finding may rest on it alone. */
  readonly guessed?: boolean;
  /** Gone from provider version 7. */
  readonly removed?: boolean;
}

/** A resource or data source outside the families that defines or grants roles. */
export interface OtherTerraformType {
  readonly data?: boolean;
  readonly args?: Readonly<Record<string, string>>;
  /** Where in its arguments roles or permissions stand. */
  readonly path?: string;
}

/** Source: the provider's own schema; see `meta` in the data file. */
export const terraformFamilies = data.families as Readonly<Record<string, TerraformFamily>>;

export const otherTerraformTypes = data.other as Readonly<Record<string, OtherTerraformType>>;
