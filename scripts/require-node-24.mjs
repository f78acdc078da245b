// Loaded before every TypeScript entry. Node 24 runs TypeScript itself and is the runtime of the functions;
// on most machines it comes with `npm ci` and is first on the PATH of every npm script.
const [major] = process.versions.node.split('.').map(Number);

if (major < 24) {
  process.stderr.write(
    [
      `This project runs on Node 24, but here is Node ${process.versions.node}.`,
      'Start it through npm (for example `npm start`): `npm ci` brings Node 24 along on Linux, Windows and Intel Macs.',
      'On a Mac with Apple silicon npm has no Node 24 package: install Node 24 from nodejs.org and try again.',
      '',
    ].join('\n'),
  );
  process.exit(1);
}
