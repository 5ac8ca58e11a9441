import { connectDatabase } from '#server/database/database.ts';
import { performImport } from './import-file.ts';

const [connectionString = '', runId] = process.argv.slice(2);
const { db } = connectDatabase(connectionString);
await performImport({ db, jobs: { enqueue: async () => {} } }, Number(runId));
