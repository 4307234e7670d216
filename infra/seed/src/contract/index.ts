export { demoPeople } from '../content/demo-people.js';
export { councils } from '../content/councils.js';
export { providers } from '../content/providers.js';
export { services } from '../content/services.js';
export { variants } from '../content/variants.js';
export type { DemoPerson, DemoRole } from '../content/types.js';
export type { DemoPorts } from '../load/demo-ports.js';
export { DemoTime } from '../load/demo-time.js';
export { type DemoSummary, loadDemoData, type LoadDemoDataOptions } from '../load/load-demo-data.js';
