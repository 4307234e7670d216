export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

const SECONDS_BETWEEN_LINES = 5;

/** Shows one line for each step: "Starting the database … done (1.2 s)". */
export class Progress {
  private output: Output;

  constructor(output: Output) {
    this.output = output;
  }

  /** From now on nothing is shown: what is still under way is no longer of interest. */
  silence(): void {
    this.output = { write: () => undefined };
  }

  async step<T>(name: string, work: (say: (text: string) => void) => Promise<T>): Promise<T> {
    const started = performance.now();
    let lastLine = started;
    this.output.write(`${name} … `);
    const say = (text: string): void => {
      if (this.output.isTTY) {
        this.output.write(`\r\u001B[K${name} … ${text} `);
      } else if (performance.now() - lastLine >= SECONDS_BETWEEN_LINES * 1000) {
        // A log file cannot be written over, so it gets a line now and then.
        lastLine = performance.now();
        this.output.write(`\n  ${text}`);
      }
    };
    try {
      const result = await work(say);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const again = this.output.isTTY ? `\r\u001B[K${name} … ` : lastLine > started ? `\n${name} … ` : '';
      this.output.write(`${again}done (${seconds} s)\n`);
      return result;
    } catch (error) {
      this.output.write('not done\n');
      throw error;
    }
  }

  line(text = ''): void {
    this.output.write(`${text}\n`);
  }
}
