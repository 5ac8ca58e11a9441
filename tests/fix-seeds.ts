import fc from 'fast-check';

// The same cases on every run, so that a red build is the change's own fault. To look further: REFRAIN_TEST_SEED=7 npm test
fc.configureGlobal({ seed: Number(process.env.REFRAIN_TEST_SEED ?? 20_261_126) });
