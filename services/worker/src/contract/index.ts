export { WORKER, type WorkerRunner } from './worker.port.js';
