// Lets the page "Visits on your phone" open without a signal. It keeps that one page and its own files, looks at
// nothing else, and forgets the page when somebody signs out.
const CACHE = 'owncourse-phone-1';
const PAGE = '/provider/phone';
/** A signal too weak to load a page is no signal. */
const LONGEST_WAIT_MILLISECONDS = 6000;
const FILES = ['script', 'style', 'font', 'image'];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  await cache.addAll(addresses);
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  event.waitUntil(
    keep(event.data.keep).then(
      () => port.postMessage('kept'),
      () => port.postMessage('not kept'),
    ),
  );
});

async function page(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  const wait = new AbortController();
  const timer = kept ? setTimeout(() => wait.abort(), LONGEST_WAIT_MILLISECONDS) : undefined;
  try {
    const fresh = await fetch(request, { signal: wait.signal });
    if (fresh.ok && fresh.type === 'basic' && !fresh.redirected) await cache.put(PAGE, fresh.clone());
    // Nobody is signed in any more, or somebody else is: the names on the page are not for them.
    else if (fresh.status < 500) await cache.delete(PAGE);
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function file(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept && new URL(request.url).pathname.startsWith('/assets/')) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && pathname === '/sign-out') event.waitUntil(caches.delete(CACHE));
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(page(request));
  else if (FILES.includes(request.destination)) event.respondWith(file(request));
});
