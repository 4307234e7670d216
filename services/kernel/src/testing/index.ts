export { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from './test-database.js';
export { until } from './until.js';
export { backends, type Death, doToldDeed, type Ended, killedDoing, untilGone } from './killed-process.js';
