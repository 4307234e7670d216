/** Everything this page needs to open again without a signal: itself, its scripts, styles, fonts and pictures. */
function neededFiles(): readonly string[] {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[href]')].map(({ href }) => href);
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => src);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const own = [...links, ...scripts, ...loaded].filter((address) => {
    const { origin, pathname } = new URL(address, location.href);
    return origin === location.origin && /^\/(assets|theme)\/|^\/favicon/.test(pathname);
  });
  return [...new Set(own)];
}

/** Keeps this page on the phone. @returns true when it will open without a signal */
export async function keepPage(): Promise<boolean> {
  // Absent on plain http and in very old browsers: the page works there too, only not without a signal.
  if (!('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register('/phone-worker.js');
    const { active } = await navigator.serviceWorker.ready;
    if (!active) return false;
    const channel = new MessageChannel();
    const kept = new Promise<boolean>((resolve) => {
      channel.port1.onmessage = ({ data }) => resolve(data === 'kept');
    });
    active.postMessage({ keep: [location.pathname, ...neededFiles()] }, [channel.port2]);
    return await kept;
  } catch {
    return false;
  }
}
