/**
 * Answers that are kept for as long as what they were read from stays as it was. Whoever asks brings the mark of that state, read
 * before: under a new mark nothing is known yet, so that an answer is never older than its mark.
 */
export class MarkedCache<Value> {
  private mark = '';
  private values = new Map<string, Value>();

  /** @param most answers that are kept; when there are more, all are forgotten */
  constructor(private readonly most = 20_000) {}

  /** Undefined: not known under this mark. */
  known(mark: string, id: string): Value | undefined {
    return this.mark === mark ? this.values.get(id) : undefined;
  }

  /** In the order of the ids. Only what is not known is read. */
  async all(
    mark: string,
    ids: readonly string[],
    read: (unknown: readonly string[]) => Promise<readonly Value[]>,
  ): Promise<Value[]> {
    if (this.mark !== mark || this.values.size + ids.length > this.most) {
      this.mark = mark;
      this.values = new Map();
    }
    const { values } = this;
    const unknown = ids.filter((id) => !values.has(id));
    const found = unknown.length === 0 ? [] : await read(unknown);
    // Into the map of that mark: it may be another one's turn by now.
    for (const [place, id] of unknown.entries()) if (place in found) values.set(id, found[place] as Value);
    return ids.map((id) => values.get(id) as Value);
  }
}
