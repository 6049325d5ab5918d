/**
 * Which packages in node_modules are not what the lock file wants, by their folder: missing ones, other versions and
 * ones too many. Empty when an `npm ci` would change nothing. Both arguments are package-lock.json's of lockfile
 * version 3; the second is the one that npm leaves in node_modules (documented under "hidden lockfiles").
 *
 * @typedef {{version?: string, optional?: boolean, link?: boolean}} LockedPackage
 * @param {{packages: Record<string, LockedPackage>}} lock
 * @param {{packages: Record<string, LockedPackage>}} installed
 * @returns {string[]}
 */
export function differences(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([folder]) => folder !== '');
  const wrong = wanted
    .filter(([folder, { version, optional }]) => {
      const found = installed.packages[folder];
      // Optional packages are for other platforms as a rule.
      return found === undefined ? optional !== true : found.version !== version;
    })
    .map(([folder]) => folder);
  const surplus = Object.keys(installed.packages).filter((folder) => lock.packages[folder] === undefined);
  return [...wrong, ...surplus];
}
