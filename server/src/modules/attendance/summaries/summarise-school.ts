import { schoolYearOf, type PupilDay } from '@quad/shared/attendance';
import type { Platform } from '../../../platform/platform';
import { districtOf, loadTimetable } from '../../schools';
import { ensureCodesOf } from '../code-sets';
import { writeDays } from './pupil-years';
import { RegisterModel } from '../register.model';
import { pupilDays, registerFields, summaryOf, type TakenRegister } from './summarise-day';
import { DaySummaryModel, type DaySummary } from './summary.model';

/**
 * Every day of a school at once, reading its registers as a stream: by class, so a pupil's days come in any order. What somebody
 * has summarised meanwhile is newer and stays. The days are written last: a run that was cut off is made again.
 */
export async function summariseSchool(schoolId: string, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const { districtId } = timetable.school;
  const asOf = Date.now() + (await districtOf(districtId, platform)).clockOffset;
  const summaries: DaySummary[] = [];
  const years = new Map<number, Map<string, Record<string, PupilDay>>>();
  const finish = async (date: string, registers: TakenRegister[]): Promise<void> => {
    await ensureCodesOf(registers);
    const pupils = years.get(schoolYearOf(date)) ?? new Map<string, Record<string, PupilDay>>();
    years.set(schoolYearOf(date), pupils);
    for (const [pupil, day] of pupilDays(timetable, date, registers))
      pupils.set(pupil, Object.assign(pupils.get(pupil) ?? {}, { [date]: day }));
    summaries.push(summaryOf(timetable, date, registers, asOf));
  };
  const cursor = RegisterModel.find({ districtId, schoolId }, registerFields)
    .sort({ date: 1 })
    .lean<TakenRegister[]>()
    .cursor({ batchSize: 200 });
  let open = null as { date: string; registers: TakenRegister[] } | null;
  for await (const register of cursor as AsyncIterable<TakenRegister>) {
    if (open?.date === register.date) {
      open.registers.push(register);
      continue;
    }
    if (open !== null) await finish(open.date, open.registers);
    open = { date: register.date, registers: [register] };
  }
  if (open !== null) await finish(open.date, open.registers);
  for (const [year, pupils] of years) {
    const write = () => writeDays({ districtId, schoolId }, year, pupils, { onlyMissing: true });
    for (let tries = 1; !(await write()); tries++)
      if (tries === 10) throw new Error(`the pupils of ${schoolId} change too often to write their year`);
  }
  for (const { _id, ...summary } of summaries)
    await DaySummaryModel.updateOne({ _id }, { $setOnInsert: summary }, { upsert: true });
}
