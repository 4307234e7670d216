import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** A small copy of the house in a temporary folder, to break rules in. */
export class SmallHouse {
  private constructor(readonly root: string) {}

  /** @param services whose package.json and place in node_modules it has */
  static async build(services: readonly string[]): Promise<SmallHouse> {
    const house = new SmallHouse(await mkdtemp(join(tmpdir(), 'owncourse-house-')));
    for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json', '.dependency-cruiser.cjs']) {
      await cp(join(projectRoot, file), join(house.root, file));
    }
    await mkdir(join(house.root, 'node_modules/@owncourse'), { recursive: true });
    for (const service of services) {
      const manifest = join('services', service, 'package.json');
      await house.copy(manifest);
      await symlink(join(house.root, 'services', service), join(house.root, 'node_modules/@owncourse', service));
    }
    return house;
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(this.root, name)), { recursive: true });
      await writeFile(join(this.root, name), content);
    }
  }

  private async copy(name: string): Promise<void> {
    await mkdir(dirname(join(this.root, name)), { recursive: true });
    await cp(join(projectRoot, name), join(this.root, name));
  }

  tearDown(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a Node program of the project in a folder and tells how it ended. */
export async function runNode(args: readonly string[], folder: string): Promise<Outcome> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, errors };
}
