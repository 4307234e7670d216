import { createApplication, SmallWorld } from '@owncourse/app/testing';

/** The product in a process of its own, as a bench drives it: listens on a free port of this machine and tells which. */
const [appUrl = '', found = ''] = process.argv.slice(2);
const application = await createApplication({ appUrl, demo: true, storefront: false });
if (found !== '') await SmallWorld.create(application, { holders: Number(found), weeklyPence: 100_000_000_000n });
await application.listen(0, '127.0.0.1');
process.send?.({ origin: await application.getUrl() });
// How much memory it holds, whenever it is asked.
process.on('message', () => process.send?.({ residentBytes: process.memoryUsage().rss }));
process.once('disconnect', () => void application.close().then(() => process.exit(0)));
