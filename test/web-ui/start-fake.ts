import { buildDashboard } from '../../web/build.ts';
import { hostileAccount, household, manyDevices } from './fake-account.ts';
import { serveDashboard } from './serve-dashboard.ts';

// node test/web-ui/start-fake.ts [household|hostile|many] [port]: the dashboard to work on, without what stands behind it.
const accounts = { household, hostile: hostileAccount, many: () => manyDevices(1000) };
const [which = 'household', port = '4080'] = process.argv.slice(2);
await buildDashboard();
const served = await serveDashboard(Number(port));
served.account = (accounts[which as keyof typeof accounts] ?? household)();
process.stdout.write(`The dashboard, before a fake API: ${served.url}\n`);
