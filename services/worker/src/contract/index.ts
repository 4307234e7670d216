export { type ReadBeside, WORKER, type WorkerRunner } from './worker.port.js';
