/** Why the product could not start. Each one is told to the person as a sentence, never as a stack trace. */
export type LaunchErrorCode =
  | 'already-running'
  | 'busy-port'
  | 'database-refused'
  | 'database-stopped'
  | 'database-unreachable'
  | 'disk-full'
  | 'folder-not-writable'
  | 'passwords-missing'
  | 'platform-not-supported'
  | 'settings-wrong';

/** A failure to start whose `message` is written for the person who typed the command. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';

  constructor(
    readonly code: LaunchErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function errorCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Turns what the file system says into a sentence; anything it does not know comes back as it was.
 * @param folder the folder that was being written
 */
export function fileErrorAsLaunchError(error: unknown, folder: string): unknown {
  switch (errorCodeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return folderNotWritable(folder, error);
    case 'ENOTDIR':
    case 'EEXIST':
      return new LaunchError(
        'folder-not-writable',
        `Owncourse needs a folder at ${folder}, but something else is there. Move it away, or set OWNCOURSE_DATA_DIR to another folder.`,
        { cause: error },
      );
    default:
      return error;
  }
}

export function folderNotWritable(folder: string, cause?: unknown): LaunchError {
  return new LaunchError(
    'folder-not-writable',
    `Owncourse may not write to ${folder}. Give yourself the right to write there, or set OWNCOURSE_DATA_DIR to another folder.`,
    { cause },
  );
}

/** Whether PostgreSQL's own words mean that the disk is full (and not, say, its shared memory). */
export function saysDiskFull(text: string): boolean {
  return text
    .split('\n')
    .some((line) => /No space left on device|Check free disk space/.test(line) && !line.includes('shared memory'));
}

export function diskFull(folder: string, cause?: unknown): LaunchError {
  return new LaunchError(
    'disk-full',
    `The disk that holds ${folder} is full. Make some room (about 500 MB), then start again. Nothing that was saved is lost.`,
    { cause },
  );
}
