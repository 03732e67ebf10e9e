/** The type of the Terraform resource that states something; `data.` stands before that of a data source. */
export const terraformTypeOf = ({ source }: { readonly source: string }): string | undefined =>
  /(?:^|\.)((?:data\.)?google_\w+)\./.exec(source)?.[1];
