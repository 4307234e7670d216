import { launch } from './launcher/launch.js';
import type { LauncherSteps } from './launcher/steps.js';

async function loadSteps(): Promise<LauncherSteps> {
  const [{ migrate }, { startServer }, { demoPeople, loadDemoDataIfEmpty }] = await Promise.all([
    import('./migrate.js'),
    import('./server.js'),
    import('./demo.js'),
  ]);
  return { migrate, startServer, demoPeople, loadDemoDataIfEmpty };
}

process.exit(await launch(loadSteps));
