import { serveLoads } from '../support/load-process';
import { overHttp } from './class-saves.ours';
import { bareCompareAndSet, documentPerMark } from './class-saves.floors';
import type { Teacher } from './class-saves.school';

export interface SavePlan {
  server: string;
  mongodbUri: string;
  teachers: Teacher[];
  /** every teacher has a register on each; no other run has these days, so nobody has marked these registers */
  days: string[];
}

serveLoads<SavePlan>({ ours: overHttp, floor: bareCompareAndSet, naive: documentPerMark });
