import { sql } from 'drizzle-orm';
import { type Calibration, calibrate } from '#pipelines/calibration/calibrate.ts';
import type { Queryable } from '#server/database/database.ts';

const MAX_ANSWERS = 20_000;

/** How people have answered suggestions, per score band, and the score from which on they are shown. */
export async function getCalibration({ db }: { db: Queryable }): Promise<Calibration> {
  const { rows } = await db.execute<{ score: number; is_accepted: boolean }>(sql`
    select distinct on (s.id) s.score::float8 as score, d.kind <> 'refuse' as is_accepted
    from suggestions s join decisions d on d.suggestion_id = s.id
    where coalesce((select max(u.id) from decisions u where u.undoes_id = d.id), 0)
      <= coalesce((select max(r.id) from decisions r where r.redoes_id = d.id), 0)
    order by s.id desc, d.id desc limit ${MAX_ANSWERS}`);
  return calibrate(rows.map((row) => ({ score: row.score, isAccepted: row.is_accepted })));
}
