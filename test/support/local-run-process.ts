import { startLocal } from '../../local/runtime/start-local.ts';

// The local run in a process of its own, for tests that kill it: node local-run-process.ts <state folder>
const [stateFolder = ''] = process.argv.slice(2);
const local = await startLocal({ stateFolder, environment: {}, warm: false });
process.send?.(local.outputs);
// Whoever started it is gone: nothing should be left behind.
process.on('disconnect', () => process.exit());
