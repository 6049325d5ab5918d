// Old syntax only: a Node too old for the rest must be able to read this file to its end.
var needed = 20;

/** Says in one sentence that this Node is too old, and ends the process. */
export function requireNode() {
  if (Number(process.versions.node.split('.')[0]) < needed) {
    console.error(
      'ADOT Workbench needs Node.js ' +
        needed +
        ' or newer to set itself up, and this is ' +
        process.version +
        ': install a current Node.js (https://nodejs.org) and run the command again.',
    );
    process.exit(1);
  }
}
