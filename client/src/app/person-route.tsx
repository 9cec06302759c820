import { DisclosuresSection } from '../modules/audit/disclosures-section';
import { PersonRightsSection } from '../modules/audit/person-rights-section';
import { PersonLearningTime } from '../modules/learning/certificates/person-learning-time';
import { PersonPage } from '../modules/schools/people/person-page';

/** People belong to schools, what was done with their data to the audit; they meet here. */
export function PersonRoute() {
  return (
    <PersonPage
      after={({ personId, name, schoolId, isPupil }) => (
        <>
          {isPupil ? <DisclosuresSection pupilId={personId} name={name} schoolId={schoolId} /> : null}
          <PersonLearningTime personId={personId} schoolId={schoolId} />
          <PersonRightsSection personId={personId} name={name} schoolId={schoolId} />
        </>
      )}
    />
  );
}
