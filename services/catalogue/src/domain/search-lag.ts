const KEPT = 1000;

/**
 * How old the oldest change is that a follower has not passed on. Changes carry no time of their own, so that it goes by when
 * each revision was first seen.
 */
export class SearchLag {
  private seen: { readonly revision: bigint; readonly at: number }[] = [];
  private settled = true;

  /** @param at milliseconds on any clock that runs on */
  saw(state: { readonly revision: bigint; readonly position: bigint; readonly settled: boolean }, at: number): void {
    this.settled = state.settled;
    this.seen = this.seen.filter(({ revision }) => revision > state.position);
    const last = this.seen.at(-1)?.revision ?? state.position;
    // While it is far behind the oldest ones are enough.
    if (state.revision > last && this.seen.length < KEPT) this.seen.push({ revision: state.revision, at });
  }

  /** Seconds; 0 when there is nothing to pass on. */
  seconds(at: number): number {
    const oldest = this.seen[0];
    return this.settled || !oldest ? 0 : Math.max(0, at - oldest.at) / 1000;
  }
}
