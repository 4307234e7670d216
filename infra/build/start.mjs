// What "npm start" runs. Until Node is known to be new enough, nothing modern may be read or imported.
const [major, minor] = process.versions.node.split('.').map(Number);

function stop(sentence) {
  console.error('\n' + sentence);
  process.exit(1);
}

// "npm start" runs this below a shell, and a signal to npm ends the shell without reaching us.
function stopWithShell() {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

function importProduct() {
  if (process.env.npm_lifecycle_event) stopWithShell();
  // React and Fastify are several times quicker so.
  if (!process.env.NODE_ENV) process.env.NODE_ENV = 'production';
  return import('../../services/app/dist/main.js');
}

if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    'Owncourse needs Node 20.19 or later, and this is Node ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org, then run "npm ci" and "npm start" again.',
  );
} else {
  import('./build-if-stale.mjs')
    .then((build) => build.buildIfStale())
    .then(importProduct)
    .catch((error) => stop(error.sentence || 'Owncourse could not start. ' + (error.stack || error)));
}
