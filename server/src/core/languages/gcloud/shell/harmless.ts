/** Commands that cannot change a policy, whatever they are given. */
const HARMLESS: ReadonlySet<string> = new Set(
  `: [ [[ alias awk basename break cat cd chmod chown continue cp cut date declare diff dirname docker done echo egrep exit export
  false fgrep find getopts git grep gunzip gzip head helm jq kill kubectl kustomize less let ln local ls make mapfile mkdir mktemp
  mv npm openssl pip popd printf ps pushd pwd read readarray readonly return rm sed set shift sleep sort tail tar tee test touch
  tr trap true type typeset uniq unset unzip wait wc which yq`.split(/\s+/),
);

export const isHarmless = (command: string): boolean => HARMLESS.has(command);
