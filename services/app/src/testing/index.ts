export { AGREED_PENCE, id, PASSWORD, PUBLIC_PENCE, SmallWorld, type SmallWorldOptions } from './small-world.js';
export { createApplication } from '../server.js';
