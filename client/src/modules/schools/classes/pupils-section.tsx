import { Button } from '@mantine/core';
import { addDays, wallClock } from '@quad/shared/platform';
import { classesContract, type ClassDetails } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clock } from '../../../platform/clock';
import { dayWords } from '../ui/day-words';
import { useMe } from '../../../platform/session';
import { GiveCodes } from '../access/give-codes';
import { useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { PersonPicker } from '../ui/picker';
import { useSchoolLink } from '../ui/use-school';
import type { Sayer } from '../ui/use-toast';

interface PupilsSectionProps {
  schoolClass: ClassDetails;
  sayer: Sayer;
}

export function PupilsSection({ schoolClass: { schoolId, classId, pupils }, sayer }: PupilsSectionProps) {
  const { t } = useTranslation();
  const link = useSchoolLink();
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const move = useEnrolmentEnd(schoolId, sayer);
  const end = (): void => {
    const count = chosen.length;
    move(chosen, undefined, t('admin.classes.left', { count }), () => move(chosen, null, t('admin.undone')));
    setChosen([]);
  };
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.classes.tab.pupils')}</h2>
        <span className={classes.buttons}>
          {pupils.length === 0 ? null : <GiveCodes {...{ schoolId, sayer }} whom={{ classId }} />}
          <Button onClick={() => setAdding(true)}>{t('admin.classes.enrol')}</Button>
        </span>
      </div>
      {pupils.length === 0 ? <p className="soft">{t('admin.classes.noPupils')}</p> : null}
      <ul className={classes.rows}>
        {pupils.map(({ enrolmentId, personId, name, from, to }) => (
          <li key={enrolmentId}>
            <span className={classes.picked}>
              <label className={classes.check}>
                <span className="hidden-text">{t('admin.choose', { name })}</span>
                <input
                  type="checkbox"
                  disabled={to !== null}
                  checked={chosen.includes(enrolmentId)}
                  onChange={() =>
                    setChosen(
                      chosen.includes(enrolmentId)
                        ? chosen.filter((each) => each !== enrolmentId)
                        : [...chosen, enrolmentId],
                    )
                  }
                />
              </label>
              <span className={classes.words}>
                <Link className={classes.link} to={link(`/people/${personId}`)}>
                  {name}
                </Link>
                <small className="num">
                  {t('admin.since', { day: dayWords(from) })}
                  {to === null ? '' : `, ${t('admin.lastDayOn', { day: dayWords(to) })}`}
                </small>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {chosen.length === 0 ? null : (
        <div className={classes.bulk} role="region" aria-label={t('admin.chosen', { count: chosen.length })}>
          <span>{t('admin.chosen', { count: chosen.length })}</span>
          <span>
            <Button variant="default" onClick={() => setChosen([])}>
              {t('admin.unchoose')}
            </Button>
            <Button onClick={end}>{t('admin.classes.endEnrolments', { count: chosen.length })}</Button>
          </span>
        </div>
      )}
      {adding ? (
        <EnrolDialog
          {...{ schoolId, classId, sayer }}
          without={pupils.map(({ personId }) => personId)}
          close={() => setAdding(false)}
        />
      ) : null}
    </section>
  );
}

/** @returns to the last day (today when undefined), or back with null */
function useEnrolmentEnd(schoolId: string, { done, refused }: Sayer) {
  const change = useChange(classesContract.endEnrolments);
  return (enrolmentIds: string[], to: string | null | undefined, words: string, undo?: () => void): void =>
    change.mutate(
      { params: { schoolId }, body: { enrolmentIds, ...(to !== undefined && { to }) } },
      { onSuccess: () => done(words, undo), onError: refused },
    );
}

interface EnrolDialogProps {
  schoolId: string;
  classId: string;
  without: readonly string[];
  sayer: Sayer;
  close: () => void;
}

function EnrolDialog({ schoolId, classId, without, sayer, close }: EnrolDialogProps) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const [pupilIds, setPupilIds] = useState<string[]>([]);
  const enrol = useChange(classesContract.enrol);
  const move = useEnrolmentEnd(schoolId, sayer);
  // undone, an enrolment never held a day: it ended the day before it began
  const takeBack = (enrolmentIds: string[]): void =>
    move(enrolmentIds, addDays(wallClock(clock.now(), timeZone).date, -1), t('admin.undone'));
  const submit = (): void => {
    const onSuccess = ({ enrolmentIds }: { enrolmentIds: string[] }): void => {
      sayer.done(t('admin.classes.enrolled', { count: enrolmentIds.length }), () => takeBack(enrolmentIds));
      close();
    };
    enrol.mutate({ params: { schoolId, classId }, body: { pupilIds } }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.classes.enrol')}
      close={close}
      submit={submit}
      pending={enrol.isPending}
      error={enrol.error}
      label={t('admin.classes.enrol')}
      disabled={pupilIds.length === 0}
    >
      <PersonPicker
        many
        label={t('admin.people.roles.student')}
        schoolId={schoolId}
        who="student"
        chosen={pupilIds}
        choose={setPupilIds}
        without={without}
      />
    </FormDialog>
  );
}
