export { AGREED_PENCE, id, PASSWORD, PUBLIC_PENCE, SmallWorld, type SmallWorldOptions } from './small-world.js';
export { createApplication } from '../server.js';
export { migrate } from '../migrate.js';
export { RoomsModule } from '../rooms.module.js';
export { playDemo } from '../demo/play-demo.js';
