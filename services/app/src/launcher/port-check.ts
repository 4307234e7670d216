import { createServer } from 'node:net';
import { errorCodeOf, LaunchError } from '@owncourse/kernel/runtime';

function tryListening(port: number, host: string): Promise<unknown> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}

/** @throws LaunchError `busy-port` with what to type instead */
export async function checkPortIsFree(port: number): Promise<void> {
  const everywhere = await tryListening(port, '::');
  // A machine without IPv6 has no "::".
  const withoutIpv6 = ['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(errorCodeOf(everywhere) ?? '');
  const error = withoutIpv6 ? await tryListening(port, '0.0.0.0') : everywhere;
  if (error !== undefined) throw portErrorAsLaunchError(error, port);
}

/** Turns "address in use" and "not allowed" into sentences; any other error comes back as it was. */
export function portErrorAsLaunchError(error: unknown, port: number): unknown {
  switch (errorCodeOf(error)) {
    case 'EADDRINUSE':
      return new LaunchError(
        'busy-port',
        `Port ${port} is already in use by another program. Stop that program, or choose another port: PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
        { cause: error },
      );
    case 'EACCES':
      return new LaunchError(
        'busy-port',
        `You may not use port ${port} on this machine. Choose a port above 1023: PORT=3000 npm start`,
        { cause: error },
      );
    default:
      return error;
  }
}
