import { afterEach, beforeEach, expect, vi } from 'vitest';

// What a library prints as an error is an error here: a test that expects one replaces console.error itself.
beforeEach(() => {
  const original = console.error;
  const spy = vi.spyOn(console, 'error').mockImplementation((...values) => original(...values));
  return () => spy.mockRestore();
});

afterEach(() => {
  if (vi.isMockFunction(console.error)) expect(console.error).not.toHaveBeenCalled();
});
