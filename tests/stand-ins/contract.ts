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

/** Reading a description takes half a second, and tests start a stand-in each. */
const loaded = new Map<string, Promise<Contract | null>>();

/** GitHub's published API description as a judge of requests and answers; null where the description is absent. */
export function loadGithubContract(): Promise<Contract | null> {
  return loadOnce('contracts/github.openapi.trimmed.norm.json');
}

/** Atlassian's description of Jira Cloud's REST API 3, likewise. */
export function loadJiraContract(): Promise<Contract | null> {
  return loadOnce('contracts/jira-v3.openapi.trimmed.norm.json');
}

function loadOnce(file: string): Promise<Contract | null> {
  const contract = loaded.get(file) ?? loadContract(file);
  loaded.set(file, contract);
  return contract;
}

async function loadContract(file: string): Promise<Contract | null> {
  const judge = findShared('tools/contract.mjs');
  const description = findShared(file);
  if (!judge || !description) return null;
  const tool = (await import(/* @vite-ignore */ pathToFileURL(judge).href)) as {
    loadContract: (file: string, tools: { Ajv: unknown; addFormats: unknown }) => Contract;
  };
  return tool.loadContract(description, { Ajv, addFormats });
}
