import { useMe } from '../platform/session';
import { ChildPage } from '../modules/attendance/family/child-page';
import { DisclosuresSection } from '../modules/audit/disclosures-section';
import { ChildLearning } from '../modules/learning/certificates/child-learning';
import { PersonRightsSection } from '../modules/audit/person-rights-section';

/** A pupil's attendance, and for the family what else there is to know: who was given files, and a copy of everything. */
export function ChildRoute() {
  const { children } = useMe();
  return (
    <ChildPage
      after={({ pupilId, name, schoolId }) => (
        <>
          <ChildLearning pupilId={pupilId} schoolId={schoolId} />
          <DisclosuresSection pupilId={pupilId} name={name} schoolId={schoolId} />
          {children.includes(pupilId) ? (
            <PersonRightsSection personId={pupilId} name={name} schoolId={schoolId} />
          ) : null}
        </>
      )}
    />
  );
}
