import { pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { findShared } from '#tests/shared-material.ts';

interface ContractCall {
  readonly errors: readonly string[];
  readonly checkResponse?: (status: number, body: unknown) => readonly string[];
}
export interface Contract {
  readonly check: (method: string, pathname: string, query: URLSearchParams, body: unknown) => ContractCall;
}

/** GitHub's published API description as a judge of requests and answers; null where the description is absent. */
export async function loadGithubContract(): Promise<Contract | null> {
  const judge = findShared('tools/contract.mjs');
  const description = findShared('contracts/github.openapi.trimmed.norm.json');
  if (!judge || !description) return null;
  const { loadContract } = (await import(/* @vite-ignore */ pathToFileURL(judge).href)) as {
    loadContract: (file: string, tools: { Ajv: unknown; addFormats: unknown }) => Contract;
  };
  return loadContract(description, { Ajv, addFormats });
}
