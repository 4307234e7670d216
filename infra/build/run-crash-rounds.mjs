// Twenty rounds of crashes (CRASH_ROUNDS for another number) where `npm test` tries a few.
process.env.CRASH_ROUNDS ??= '20';
process.argv.push('crash.crash-spec');
await import('./run-tests.mjs');
