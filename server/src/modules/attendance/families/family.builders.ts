import type { AbsenceReport, Inbox, Snapshot } from '@quad/shared/attendance';
import type { Agent } from '../../../testing/test-app';
import type { ADevice } from '../attendance.builders';

export const api = '/api/v1';

export async function childOf(guardian: Agent): Promise<string> {
  const me = (await guardian.get(`${api}/me`)).body as { children: string[] };
  return me.children[0] ?? '';
}

export async function reported(
  guardian: Agent,
  pupil: string,
  fields: Partial<{ from: string; to: string; reasonKind: string; text: string }> = {},
): Promise<AbsenceReport> {
  const body = { from: '2026-03-04', to: '2026-03-04', reasonKind: 'illness', ...fields };
  const answer = await guardian.post(`${api}/pupils/${pupil}/absences`).send(body);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as AbsenceReport;
}

export async function inboxOf(agent: Agent): Promise<Inbox> {
  return (await agent.get(`${api}/me/inbox`)).body as Inbox;
}

/** The register of the device as the database has it. */
export async function registerOf({ agent, register }: ADevice): Promise<Snapshot> {
  const answer = await agent.get(`${api}/registers/${register.id}/sync?epoch=0&since=0`);
  return (answer.body as { snapshot: Snapshot }).snapshot;
}
